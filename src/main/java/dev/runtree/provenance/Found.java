package dev.runtree.provenance;

/** Where a value, or something near to it, was said, and in which words. */
public record Found(Source source, Quote quote) {}
