package dev.runtree.store.spool;

import java.util.concurrent.atomic.AtomicInteger;

/** An event on disk, until it is {@linkplain EventLog#done done}. */
public final class KeptEvent {
    private final EventFile file;
    private final long at;
    private final AtomicInteger tries;

    KeptEvent(EventFile file, long at, int tries) {
        this.file = file;
        this.at = at;
        this.tries = new AtomicInteger(tries);
    }

    EventFile file() {
        return file;
    }

    /** Where in the file it begins. */
    long at() {
        return at;
    }

    /** How often it was begun to be worked off, also by processes that died over it. */
    public int tries() {
        return tries.get();
    }

    void tried() {
        tries.incrementAndGet();
    }
}
