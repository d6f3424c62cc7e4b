-- Who owns the tables and migrates, and who web, workers and beat are: docs/tenants.md. PostgreSQL runs this once, when its
-- volume is new, as its superuser. Elsewhere: psql --file deploy/roles.sql, with both passwords in the environment.
-- The others are there before a backup is restored, which names them; the owner makes them, so as to have a say over them.
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
CREATE ROLE handoff_owner LOGIN CREATEROLE PASSWORD :'owner_password';
SET ROLE handoff_owner;
CREATE ROLE handoff_app LOGIN NOINHERIT PASSWORD :'app_password';
CREATE ROLE handoff_sweep NOLOGIN NOINHERIT;
CREATE ROLE handoff_purge NOLOGIN NOINHERIT;
RESET ROLE;
CREATE DATABASE handoff OWNER handoff_owner ENCODING 'UTF8' TEMPLATE template0;
