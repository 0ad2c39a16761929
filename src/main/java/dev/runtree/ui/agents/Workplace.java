package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.AgentFile;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.approvals.ApprovalCard;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the view of agents has of a database: those that run on it, what they wait for, what was said before. */
final class Workplace {
    private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Background background;
    private final AgentsAtWork agents;
    private final Map<Path, Talk> talks;
    private final BiConsumer<OpenFile, Boolean> opened;
    private final Runnable changed;
    private final Pulse pulse;
    private final Latest counting;
    private final ChatReader reader;
    private final FileCourses courses;
    private final Set<Path> waits = new HashSet<>();
    private volatile boolean active;
    private @Nullable Database primary;

    /**
     * @param agents what runs them
     * @param talks what is talked about with whom
     * @param opened told what a file says, and whether it is to be shown
     * @param changed told when what is shown may be another
     * @param reveal shows a run in the view of runs
     */
    Workplace(
            Background background,
            AgentsAtWork agents,
            Map<Path, Talk> talks,
            BiConsumer<OpenFile, Boolean> opened,
            Runnable changed,
            Consumer<String> reveal) {
        this.background = background;
        this.agents = agents;
        this.talks = talks;
        this.opened = opened;
        this.changed = changed;
        pulse = new Pulse(background, this::settled);
        counting = new Latest(background, Duration.millis(300));
        courses = new FileCourses(background, changed);
        reader = new ChatReader(background, reveal, this::told);
        agents.onContinued(this::continued);
    }

    /** Works on other databases from now on. */
    RunQueries use(Databases other) {
        counting.cancel();
        waits.clear();
        primary = other.primary();
        courses.use(other);
        var now = agents.now();
        if (now != null) {
            background.serve("agent files", () -> watch(now));
        }
        return reader.use(other);
    }

    void setActive(boolean now) {
        active = now;
    }

    /** Files are looked at once a second while they can be seen. */
    private void watch(OpenAgents of) {
        while (of.equals(agents.now())) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (active && of.equals(agents.now())) {
                var found = of.changed();
                if (!found.isEmpty()) {
                    background.later(() -> found.forEach(this::readIfIdle));
                }
            }
        }
    }

    private void readIfIdle(Path path) {
        var talk = talks.get(path);
        if (talk != null && !talk.isRunning()) {
            read(path, false);
        }
    }

    /** Reads a file, again if it is open. */
    void read(Path path, boolean show) {
        var now = agents.now();
        if (now != null) {
            background.call(() -> now.open(path), file -> opened.accept(file, show), this::told);
        }
    }

    void told(RuntimeException failure) {
        LOG.warn("The view of agents could not do something: {}", failure.getMessage());
    }

    void forget(Path path) {
        var now = agents.now();
        if (now != null) {
            background.call(
                    () -> {
                        now.forget(path);
                        return path;
                    },
                    done -> {},
                    this::told);
        }
    }

    Talk talk(OpenFile file, String user, String session, LiveTurn.Listener listener) {
        return new Talk(background, pulse, listener, changed, file, user, session);
    }

    void send(Talk talk, String text, String model) {
        var now = agents.now();
        if (now != null) {
            talk.send(now, text, model);
        }
    }

    /** A run that waited goes on: it is told where its turn is, unless the window has left its database. */
    private void continued(Database of, AgentEvent event) {
        var at = System.nanoTime();
        pulse.post(() -> {
            if (of.equals(primary)) {
                var _ = talks.values().stream().anyMatch(talk -> takes(talk, event, at));
            }
        });
    }

    private boolean takes(Talk talk, AgentEvent event, long at) {
        var before = talk.isRunning();
        for (var chat : talk.chats()) {
            if (chat.take(event, at, talk)) {
                if (talk.isRunning() != before) {
                    changed.run();
                }
                return true;
            }
        }
        return false;
    }

    /** A turn is over: what was to be sent after it is sent. */
    void ended(@Nullable Talk shown) {
        var now = agents.now();
        if (now != null) {
            talks.values().forEach(talk -> talk.sendNext(now));
        }
        refresh(shown);
    }

    /** Ends the turn that goes on, and forgets what was to be sent after it. */
    void stop(Talk talk) {
        var now = agents.now();
        talk.forgetQueue();
        talk.stop();
        if (now != null) {
            talk.goingOn().forEach(run -> now.cancel(run, Talk.stopped()));
        }
    }

    private void settled() {
        talks.values().forEach(talk -> talk.chats().forEach(Chat::show));
    }

    /** Reads what was said in the session before, once; again when it was not over then. */
    void readPast(Talk talk, Runnable done) {
        reader.readPast(talk, done);
    }

    /** Users and sessions that there are, for the pickers. */
    void offer(TalkHead head) {
        reader.offer(head);
    }

    /** What waits, and what was decided, may be other. */
    void refresh(@Nullable Talk shown) {
        var on = primary;
        if (on == null || !active) {
            return;
        }
        counting.again(() -> new Waits(on, talks), this::count, this::told);
        courses.refresh();
        if (shown != null) {
            reader.refresh(shown);
        }
    }

    private void count(Set<Path> now) {
        if (!now.equals(waits)) {
            waits.clear();
            waits.addAll(now);
            changed.run();
        }
    }

    /** The runs of a file's component on each of the last days. */
    List<Long> course(OpenFile file) {
        return courses.of(file);
    }

    boolean waits(Path path) {
        return waits.contains(path);
    }

    /** Puts the focus on what waits longest in the chat. */
    void focusApproval(@Nullable Talk shown) {
        if (shown != null) {
            PaneFit.reveal(shown.chat());
            for (var node : shown.chat().lookupAll(".approval-card")) {
                if (node instanceof ApprovalCard card && card.approval().isPending()) {
                    focusWithin(card);
                    return;
                }
            }
        }
    }

    /** The first button that takes it: some are hidden, or not to be pressed yet. */
    private static void focusWithin(ApprovalCard card) {
        for (var button : card.lookupAll(".button")) {
            button.requestFocus();
            if (card.isFocusWithin()) {
                return;
            }
        }
    }

    /** Which files have runs that wait, of what they say now: with whatever model. */
    private static final class Waits extends QueryChain<Set<Path>> {
        private final PausedRuns paused;
        private final Map<Path, AgentFile> files = new LinkedHashMap<>();

        Waits(Database database, Map<Path, Talk> talks) {
            paused = new PausedRuns(database);
            talks.forEach((path, talk) -> {
                var file = talk.file().read();
                if (file != null) {
                    files.put(path, file);
                }
            });
        }

        @Override
        public Set<Path> fetch() {
            var ids = files.values().stream().map(file -> file.component().id()).toList();
            var runners = ask(paused.runners(ids));
            var waiting = new HashSet<Path>();
            files.forEach((path, file) -> {
                if (runners.stream().anyMatch(file::isOf)) {
                    waiting.add(path);
                }
            });
            return waiting;
        }
    }
}
