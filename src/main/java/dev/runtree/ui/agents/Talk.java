package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said with the agent of one file: a chat for each session, one turn at a time, what is sent meanwhile afterwards. */
final class Talk {
    private static final Logger LOG = LoggerFactory.getLogger(Talk.class);

    private final Background background;
    private final Pulse pulse;
    private final LiveTurn.Listener listener;
    private final Runnable changed;
    private final Map<String, Chat> chats = new HashMap<>();
    private final Deque<Message> queue = new ArrayDeque<>();
    private final AtomicReference<@Nullable Cancellation> going = new AtomicReference<>();
    private OpenFile file;
    private String user;
    private String session;
    private String draft = "";
    private boolean interrupted;

    /** @param model in place of the file's; empty for the file's */
    private record Message(String text, String user, String session, String model) {}

    /** @param changed told when a turn begins or ends */
    Talk(
            Background background,
            Pulse pulse,
            LiveTurn.Listener listener,
            Runnable changed,
            OpenFile file,
            String user,
            String session) {
        this.background = background;
        this.pulse = pulse;
        this.listener = listener;
        this.changed = changed;
        this.file = file;
        this.user = user;
        this.session = session;
    }

    OpenFile file() {
        return file;
    }

    Path path() {
        return file.path();
    }

    void file(OpenFile now) {
        file = now;
    }

    String user() {
        return user;
    }

    void user(String now) {
        user = now;
    }

    String session() {
        return session;
    }

    void session(String now) {
        session = now;
    }

    /** What was written and not sent, while another agent is shown. */
    String draft() {
        return draft;
    }

    void draft(String now) {
        draft = now;
    }

    /** The chat of the session. */
    Chat chat() {
        return chats.computeIfAbsent(session, id -> new Chat());
    }

    Iterable<Chat> chats() {
        return chats.values();
    }

    LiveTurn.Listener listener() {
        return listener;
    }

    /** Whether a turn goes on: one that was sent here, or one that waited and goes on by itself. */
    boolean isRunning() {
        return going.get() != null || chats.values().stream().anyMatch(Chat::goesOn);
    }

    /** The runs that waited and go on by themselves. */
    Set<String> goingOn() {
        return going.get() != null
                ? Set.of()
                : chats.values().stream().flatMap(Chat::going).collect(Collectors.toSet());
    }

    /** Sends what waits for a turn that is over now. */
    void sendNext(OpenAgents agents) {
        if (!queue.isEmpty() && !isRunning()) {
            next(agents);
            changed.run();
        }
    }

    int waiting() {
        return queue.size();
    }

    /** Asks, or as soon as the turn that goes on is over. */
    void send(OpenAgents agents, String text, String model) {
        queue.add(new Message(text, user, session, model));
        if (!isRunning()) {
            next(agents);
        }
        changed.run();
    }

    private void next(OpenAgents agents) {
        var message = queue.poll();
        if (message != null) {
            begin(agents, message);
        }
    }

    private void begin(OpenAgents agents, Message message) {
        var turn = new LiveTurn(message.user(), message.text(), file.type(), listener);
        chats.computeIfAbsent(message.session(), id -> new Chat()).add(turn);
        var cancellation = new Cancellation();
        going.set(cancellation);
        background.serve("agent " + file.name(), () -> {
            try {
                run(agents, message, turn, cancellation);
            } finally {
                pulse.post(() -> over(agents));
            }
        });
    }

    private void run(OpenAgents agents, Message message, LiveTurn turn, Cancellation cancellation) {
        try {
            var request = RunRequest.of(message.text()).user(message.user()).session(message.session());
            var _ = agents.run(file.path(), message.model(), request, event -> post(turn, event), cancellation);
        } catch (RuntimeException e) {
            LOG.info("{} was not asked", file.path(), e);
            pulse.post(() -> turn.fail(String.valueOf(e.getMessage())));
        }
    }

    private void post(LiveTurn turn, AgentEvent event) {
        var at = System.nanoTime();
        pulse.post(() -> turn.take(event, at));
    }

    private void over(OpenAgents agents) {
        going.set(null);
        if (agents.isLeft()) {
            interrupted = true;
        } else if (!isRunning()) {
            next(agents);
        }
        changed.run();
    }

    /** Whether a turn goes on, or was ended because the window let go of the database. */
    boolean isInterrupted() {
        return isRunning() || interrupted;
    }

    /** Ends the turn that goes on, and forgets what was to be sent after it; from any thread. */
    void stop() {
        var cancellation = going.get();
        if (cancellation != null) {
            cancellation.cancel(stopped());
        }
    }

    /** Why a run that the reader ends has ended. */
    static String stopped() {
        return Messages.text("agents.stopped.by", System.getProperty("user.name", ""));
    }

    void forgetQueue() {
        queue.clear();
    }

    /** Takes back what was written and what was still to be sent, to be sent by somebody else. */
    String unsent() {
        var texts = Stream.concat(queue.stream().map(Message::text), Stream.of(draft));
        var unsent = texts.filter(text -> !text.isBlank()).collect(Collectors.joining("\n\n"));
        queue.clear();
        return unsent;
    }

    FileState state(boolean waits) {
        if (file.mistake() != null) {
            return FileState.WRONG;
        }
        return isRunning() ? FileState.RUNNING : waits ? FileState.WAITS : FileState.IDLE;
    }
}
