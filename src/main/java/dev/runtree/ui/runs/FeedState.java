package dev.runtree.ui.runs;

/** What a run list has to show. */
public sealed interface FeedState {

    /** The first answer is on its way. */
    record Loading() implements FeedState {}

    record Shown() implements FeedState {}

    /** No run matches. */
    record Nothing() implements FeedState {}

    /** @param message what went wrong, fit to be shown */
    record Failed(String message) implements FeedState {}
}
