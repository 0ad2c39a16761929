/** OTLP's two encodings and the SDK's spans to protobuf's classes and to stored payloads, with every fault named at its place. */
@NullMarked
package dev.runtree.otlp.wire;

import org.jspecify.annotations.NullMarked;
