package dev.runtree.bench.load;

/** One connection to a receiver. A body is sent after the other, as an SDK's exporter does. */
public interface Sender extends AutoCloseable {
    /**
     * Sends a body and waits for the answer; no connection is an answer too: later.
     *
     * @param body an {@code ExportTraceServiceRequest}
     */
    Answer send(byte[] body) throws InterruptedException;

    @Override
    void close();
}
