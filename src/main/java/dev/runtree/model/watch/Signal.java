package dev.runtree.model.watch;

import java.util.Locale;

/** What is to be watched of agents in production. */
public enum Signal {
    LATENCY,
    SPEND,
    TOOLS,
    USERS,
    APPROVALS;

    /** Its word in JSON and in the keys of messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
