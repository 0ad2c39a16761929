package dev.runtree.otlp;

/** How an OTLP body is written. */
public enum Encoding {
    PROTOBUF,
    JSON
}
