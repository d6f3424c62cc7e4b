"""From a handoff's row to its claim, on the database's own clock: it notes both."""

from __future__ import annotations

# The owner's, since the product's role may not write there; and by id alone, whosever handoff it is.
NOTED = """
CREATE TABLE noted (id uuid PRIMARY KEY, written timestamptz NOT NULL, claimed timestamptz);
CREATE FUNCTION note_written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN INSERT INTO public.noted VALUES (NEW.id, clock_timestamp()); RETURN NEW; END $$;
CREATE FUNCTION note_claimed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN UPDATE public.noted SET claimed = clock_timestamp() WHERE id = NEW.id; RETURN NEW; END $$;
CREATE TRIGGER written AFTER INSERT ON handoff_handoff FOR EACH ROW EXECUTE FUNCTION note_written();
CREATE TRIGGER claimed AFTER UPDATE ON handoff_handoff FOR EACH ROW
    WHEN (OLD.attempts = 0 AND NEW.attempts = 1) EXECUTE FUNCTION note_claimed();
"""
# Milliseconds.
TAKEN = """
SELECT 1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM claimed - written)) FROM noted
"""
EMBEDDED_NOTED = """
CREATE TABLE noted (id text PRIMARY KEY, written real NOT NULL, claimed real);
CREATE TRIGGER written AFTER INSERT ON handoff_handoff
    BEGIN INSERT INTO noted VALUES (NEW.id, julianday('now'), NULL); END;
CREATE TRIGGER claimed AFTER UPDATE ON handoff_handoff WHEN OLD.attempts = 0 AND NEW.attempts = 1
    BEGIN UPDATE noted SET claimed = julianday('now') WHERE id = NEW.id; END;
"""
EMBEDDED_TAKEN = "SELECT 86400000.0 * (claimed - written) FROM noted WHERE claimed IS NOT NULL"
