"""Traffic of many merchants for minutes, at a peak: whether anything fails, grows, or falls behind."""
