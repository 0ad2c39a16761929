package dev.runtree.model;

/** Spans of a trace in tree order: a parent before its children, siblings by start. A span is meant by its place from 0. */
public interface SpanOrder {
    int size();

    Span span(int place);

    /** The place of the parent, which is a smaller one; -1 for a top. */
    int parent(int place);

    /** The first place behind the subtree of this one. */
    int end(int place);
}
