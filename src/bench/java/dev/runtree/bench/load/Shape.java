package dev.runtree.bench.load;

/** What a trace looks like: a pure function of its number. */
public sealed interface Shape permits AgentTraces, AgentLoops, OneTrace {
    int spansOfTrace();

    /**
     * Makes spans of a trace.
     *
     * @param from the first of them, counted from 0
     * @param to behind the last of them
     */
    void spans(long trace, int from, int to, SpanTaker taker);

    /** For people. */
    String describe();
}
