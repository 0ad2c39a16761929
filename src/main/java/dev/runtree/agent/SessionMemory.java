package dev.runtree.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.store.SessionStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sessions remember, in memory: apart for each user, and what was said for each agent; given up for the sessions used
 * longest ago. It stands for the database where there is none or where it is away, and while the newest part of a session
 * is still on its way there.
 */
final class SessionMemory {
    private static final int SESSIONS = 1000;

    private static final class Session {
        private final Map<String, Deque<String>> turns = new LinkedHashMap<>();
        /** Of each agent, how many of the newest turns are here as the database had them, and all since. */
        private final Map<String, Integer> known = new HashMap<>();

        private @Nullable ObjectNode state;
        private long changes;
    }

    private final Map<SessionStore.Key, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionStore.Key, Session> eldest) {
            return size() > SESSIONS;
        }
    };

    /** What a session remembers; the state is {@code null} for one that is new. */
    record Recalled(@Nullable ObjectNode state, List<String> turns) {}

    /** @param runs how many of the agent's are recalled, the newest */
    synchronized Recalled recall(String agentId, SessionStore.Key key, int runs) {
        var session = sessions.get(key);
        return session == null ? new Recalled(null, List.of()) : recalled(session, agentId, runs);
    }

    /** The same, but {@code null} unless the database would say nothing else, other processes left aside. */
    synchronized @Nullable Recalled recallWhole(String agentId, SessionStore.Key key, int runs) {
        var session = sessions.get(key);
        return session == null || session.known.getOrDefault(agentId, -1) < runs
                ? null
                : recalled(session, agentId, runs);
    }

    private static Recalled recalled(Session session, String agentId, int runs) {
        var turns = new ArrayList<>(session.turns.getOrDefault(agentId, new ArrayDeque<>()));
        return new Recalled(
                session.state == null ? null : session.state.deepCopy(),
                turns.subList(Math.max(0, turns.size() - runs), turns.size()));
    }

    /** How often a session has changed here: told before the database is read, for {@link #learn}. */
    synchronized long changes(SessionStore.Key key) {
        return sessions.computeIfAbsent(key, any -> new Session()).changes;
    }

    /**
     * Takes over what the database says, unless the session has changed here meanwhile.
     *
     * @param runs how many turns the database was asked for
     */
    synchronized void learn(String agentId, SessionStore.Key key, int runs, Recalled read, long changes) {
        var session = sessions.get(key);
        if (session != null && session.changes == changes) {
            session.state = read.state() == null ? null : read.state().deepCopy();
            session.turns.put(agentId, new ArrayDeque<>(read.turns()));
            session.known.put(agentId, read.turns().size() < runs ? Integer.MAX_VALUE : runs);
        }
    }

    /**
     * @param turn what was said; {@code null} when it is not to be remembered
     * @param set what the run set of the state
     * @param removed names of what it took away
     */
    synchronized void keep(
            String agentId, SessionStore.Key key, @Nullable String turn, ObjectNode set, List<String> removed) {
        var session = sessions.computeIfAbsent(key, any -> new Session());
        session.changes++;
        if (session.state == null) {
            session.state = set.deepCopy();
        } else {
            session.state.remove(removed);
            session.state.setAll(set.deepCopy());
        }
        if (turn != null) {
            var turns = session.turns.computeIfAbsent(agentId, any -> new ArrayDeque<>());
            turns.addLast(turn);
            if (turns.size() > SessionStore.TURNS_KEPT) {
                turns.removeFirst();
            }
        }
    }
}
