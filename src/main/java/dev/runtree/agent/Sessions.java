package dev.runtree.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.SessionState;
import dev.runtree.store.SessionStore;
import dev.runtree.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sessions remember from run to run: in the database, so that it is there after a restart and in another process, and in
 * memory for as long as the database does not answer. Runs never wait for their own to be written; the next run of the same
 * session does. Safe for use by several threads.
 */
final class Sessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SessionMemory memory = new SessionMemory();
    private final @Nullable SessionStore store;
    private final @Nullable SessionWriter writer;
    private final AtomicBoolean away = new AtomicBoolean();

    /** @param store {@code null} to remember in memory alone */
    Sessions(@Nullable SessionStore store) {
        this.store = store;
        this.writer = store == null ? null : new SessionWriter(store);
    }

    /**
     * What a run begins with.
     *
     * @param messages what the session's runs before it said, as much of it as the agent is shown
     */
    record Remembered(List<ChatMessage> messages, SessionState state) {}

    Remembered recall(Agent agent, RunInput input) {
        if (input.sessionId() == null) {
            return new Remembered(List.of(), new SessionState(agent.state()));
        }
        var found = find(agent.id(), agent.history().runs(), key(input.sessionId(), input.userId()));
        return new Remembered(shown(agent.history(), found.turns()), state(agent, found.state()));
    }

    /** The state alone that a workflow's run begins with. */
    SessionState recall(Workflow workflow, RunRequest request) {
        if (request.sessionId() == null) {
            return new SessionState();
        }
        var state = find(workflow.id(), 0, key(request.sessionId(), request.userId()))
                .state();
        return state == null ? new SessionState() : new SessionState(state);
    }

    /**
     * From the database, so that what other processes left is there. While what this one left is on its way there, nobody
     * waits for it: memory has that, and what was there before.
     */
    private SessionMemory.Recalled find(String componentId, int runs, SessionStore.Key key) {
        if (store == null || writer == null) {
            return memory.recall(componentId, key, runs);
        }
        // Asked first: what is kept from here on may be missing in what is read.
        var changes = memory.changes(key);
        if (writer.isWriting(key)) {
            var whole = memory.recallWhole(componentId, key, runs);
            if (whole != null) {
                return whole;
            }
        }
        var read = writer.written(key) ? read(store, componentId, runs, key, changes) : null;
        return read == null ? memory.recall(componentId, key, runs) : read;
    }

    private SessionMemory.@Nullable Recalled read(
            SessionStore from, String componentId, int runs, SessionStore.Key key, long changes) {
        try {
            var stored = from.read(key, componentId, runs);
            if (away.compareAndSet(true, false)) {
                LOG.info("Sessions are read again");
            }
            var read =
                    new SessionMemory.Recalled(stored.state() == null ? null : object(stored.state()), stored.turns());
            memory.learn(componentId, key, runs, read, changes);
            return read;
        } catch (StoreException e) {
            if (away.compareAndSet(false, true)) {
                LOG.warn("Sessions cannot be read; runs are shown what this process remembers", e);
            }
            return null;
        }
    }

    /**
     * Waits a moment for what a session's runs have left.
     *
     * @return whether it is in the database
     */
    boolean written(String sessionId, @Nullable String userId) {
        return writer == null || writer.written(key(sessionId, userId));
    }

    private static SessionStore.Key key(String sessionId, @Nullable String userId) {
        return new SessionStore.Key(sessionId, userId);
    }

    private static SessionState state(Agent agent, @Nullable ObjectNode stored) {
        var all = agent.state().deepCopy();
        if (stored != null) {
            all.setAll(stored);
        }
        return new SessionState(all);
    }

    private static ObjectNode object(String json) {
        try {
            return MAPPER.readTree(json) instanceof ObjectNode object ? object : MAPPER.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new StoreException("The state of a session is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The newest turns that fit the budget, the oldest of them first. */
    private static List<ChatMessage> shown(History history, List<String> turns) {
        var left = history.tokens() == null ? Long.MAX_VALUE : 4L * history.tokens();
        var first = turns.size();
        while (first > 0 && (left -= turns.get(first - 1).length()) >= 0) {
            first--;
        }
        var messages = new ArrayList<ChatMessage>();
        turns.subList(first, turns.size()).forEach(turn -> messages.addAll(Messages.read(turn)));
        return messages;
    }

    /** What the session remembers when a run of it goes on that had paused; what it was then, where it has no session. */
    SessionState again(Agent agent, RunInput input, ObjectNode then) {
        return input.sessionId() == null
                ? new SessionState(then)
                : recall(agent, input).state();
    }

    /**
     * Keeps what a run leaves.
     *
     * @param said what it adds to the conversation; nothing when it went wrong
     */
    void keep(Agent agent, RunOutput output, List<ChatMessage> said, SessionState state) {
        if (said.isEmpty() && state.changes().isEmpty()) {
            return;
        }
        var turn = said.isEmpty() || agent.history().runs() == 0 ? null : ChatMessageSerializer.messagesToJson(said);
        keep(agent.id(), output, turn, state);
    }

    /** Keeps what a run of a workflow changed of the state. */
    void keep(Workflow workflow, RunOutput output, SessionState state) {
        if (!state.changes().isEmpty()) {
            keep(workflow.id(), output, null, state);
        }
    }

    private void keep(String componentId, RunOutput output, @Nullable String turn, SessionState state) {
        if (output.sessionId() == null) {
            return;
        }
        var changes = state.changes();
        var key = key(output.sessionId(), output.userId());
        var removed = new ArrayList<String>();
        changes.properties().stream()
                .filter(entry -> entry.getValue().isNull())
                .forEach(entry -> removed.add(entry.getKey()));
        var set = changes.deepCopy();
        set.remove(removed);
        // In one: a reader who finds nothing on its way must find it written.
        synchronized (memory) {
            memory.keep(componentId, key, turn, set, removed);
            if (writer != null) {
                writer.add(new SessionStore.Left(
                        key, componentId, output.id(), Instant.now(), set.toString(), removed, turn));
            }
        }
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
