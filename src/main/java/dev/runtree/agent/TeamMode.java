package dev.runtree.agent;

import java.util.Locale;

/** How a team works on what it is asked. */
public enum TeamMode {
    /** The leader hands tasks to members, as many as it needs, and answers with what they found. */
    COORDINATE,
    /** The leader hands everything to one member, whose answer is the team's. */
    ROUTE,
    /** All members work on the question side by side, then the leader answers with what they found. */
    COLLABORATE;

    /** As spans and files have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
