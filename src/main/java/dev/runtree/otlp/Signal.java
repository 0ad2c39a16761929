package dev.runtree.otlp;

/** What an OTLP request carries. */
public enum Signal {
    TRACES,
    LOGS,
    METRICS
}
