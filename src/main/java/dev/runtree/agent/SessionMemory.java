package dev.runtree.agent;

import dev.langchain4j.data.message.ChatMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was said in the last runs of a session, tool calls included. Kept in memory only, apart for each agent and user, and
 * given up for the sessions used longest ago.
 */
final class SessionMemory {
    private static final int SESSIONS = 1000;

    private record Key(String agentId, @Nullable String userId, String sessionId) {}

    private final Map<Key, Deque<List<ChatMessage>>> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<List<ChatMessage>>> eldest) {
            return size() > SESSIONS;
        }
    };

    synchronized List<ChatMessage> recall(Agent agent, RunRequest request) {
        if (request.sessionId() == null || agent.history() == 0) {
            return List.of();
        }
        var messages = new ArrayList<ChatMessage>();
        sessions.getOrDefault(key(agent, request.sessionId(), request.userId()), new ArrayDeque<>())
                .forEach(messages::addAll);
        return messages;
    }

    synchronized void keep(Agent agent, RunRequest request, List<ChatMessage> run) {
        if (request.sessionId() == null || agent.history() == 0) {
            return;
        }
        var runs =
                sessions.computeIfAbsent(key(agent, request.sessionId(), request.userId()), key -> new ArrayDeque<>());
        runs.addLast(List.copyOf(run));
        while (runs.size() > agent.history()) {
            runs.removeFirst();
        }
    }

    private static Key key(Agent agent, String sessionId, @Nullable String userId) {
        return new Key(agent.id(), userId, sessionId);
    }
}
