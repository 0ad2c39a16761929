package dev.runtree.ui.agents;

import dev.runtree.model.Approval;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.Query;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.approvals.ApprovalCard;
import dev.runtree.ui.approvals.Decisions;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.sessions.PastTurns;
import dev.runtree.ui.sessions.PastTurns.Past;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Reads into a chat what the database has of it: the turns of before, and the approvals that its runs have asked for. */
final class ChatReader {
    private static final int PAST = 20;
    private static final int ASKED = 50;
    private static final int OFFERED = 30;

    private final Background background;
    private final Latest asking;
    private final Latest reading;
    private final Latest leaving;
    private final BiConsumer<Run, @Nullable SpanId> reveal;
    private final Consumer<RuntimeException> told;
    private @Nullable Database primary;
    private @Nullable RunQueries queries;

    /**
     * @param reveal shows a run in the view of runs
     * @param told what could not be read
     */
    ChatReader(Background background, Consumer<String> reveal, Consumer<RuntimeException> told) {
        this.background = background;
        this.told = told;
        asking = new Latest(background, Duration.millis(50));
        reading = new Latest(background, Duration.millis(300));
        leaving = new Latest(background, Duration.millis(300));
        this.reveal = (run, step) -> reveal.accept(run.runId());
    }

    /** Reads from other databases from now on. */
    RunQueries use(Databases other) {
        asking.cancel();
        reading.cancel();
        leaving.cancel();
        primary = other.primary();
        var asked = new RunQueries(other.traces());
        queries = asked;
        return asked;
    }

    /** Reads what was said in the session before, once; again when it was not over then. */
    void readPast(Talk talk, Runnable done) {
        var asked = past(talk);
        var chat = talk.chat();
        if (asked == null || (!chat.isEmpty() && !chat.hasOpenPast())) {
            refresh(talk);
            return;
        }
        background.run(
                asked,
                past -> {
                    chat.showPast(past, reveal, talk.listener()::step);
                    refresh(talk);
                    done.run();
                },
                told);
    }

    private @Nullable Query<List<Past>> past(Talk talk) {
        var component = talk.file().component();
        return queries == null || component == null
                ? null
                : PastTurns.newest(queries, talk.session(), component.name(), PAST);
    }

    /** What a chat's runs wait for, or what became of it, may be other. */
    void refresh(Talk shown) {
        var on = primary;
        var chat = shown.chat();
        var runs = chat.toAsk();
        if (on != null && !runs.isEmpty()) {
            asking.again(
                    () -> new Asked(new ApprovalQueue(on), runs),
                    found -> {
                        found.reversed().forEach(approval -> chat.show(approval, each -> card(each, on)));
                        chat.asked(runs);
                        readAgain(shown);
                    },
                    told);
        }
    }

    /** What went on of the turns of before, and of those of now that others go on with. */
    private void readAgain(Talk talk) {
        var asked = past(talk);
        var chat = talk.chat();
        var from = queries;
        if (asked != null && chat.isPastStale()) {
            reading.again(() -> asked, past -> chat.showPast(past, reveal, talk.listener()::step), told);
        }
        var left = chat.left();
        if (asked != null && from != null && !left.isEmpty()) {
            leaving.again(() -> new Left(from, left, asked), chat::showLeft, told);
        }
    }

    /** What others went on with, once any of it is over. */
    private static final class Left extends QueryChain<List<Past>> {
        private final RunQueries queries;
        private final List<SpanId> runs;
        private final Query<List<Past>> past;

        Left(RunQueries queries, List<SpanId> runs, Query<List<Past>> past) {
            this.queries = queries;
            this.runs = runs;
            this.past = past;
        }

        @Override
        public List<Past> fetch() {
            return ask(queries.again(runs)).stream().anyMatch(run -> run.endNanos() != null) ? ask(past) : List.of();
        }
    }

    private ApprovalCard card(Approval approval, Database on) {
        var card = new ApprovalCard(approval);
        new Decisions(background, new ApprovalQueue(on)).attach(card);
        return card;
    }

    /** Users and sessions that there are, for the pickers. */
    void offer(TalkHead head) {
        var asked = queries;
        if (asked != null) {
            background.run(
                    asked.users(RunFilter.ALL, "", OFFERED),
                    users -> background.run(
                            asked.sessions(RunFilter.ALL, "", OFFERED), sessions -> head.offer(users, sessions), told),
                    told);
        }
    }

    /** The approvals of some runs, whole. */
    private static final class Asked extends QueryChain<List<Approval>> {
        private final ApprovalQueue queue;
        private final Collection<String> runs;

        Asked(ApprovalQueue queue, Collection<String> runs) {
            this.queue = queue;
            this.runs = runs;
        }

        @Override
        public List<Approval> fetch() {
            var found = new ArrayList<Approval>();
            for (var run : runs) {
                for (var each : ask(queue.list(ApprovalFilter.ALL.ofRun(run), ASKED, null))
                        .approvals()) {
                    found.add(
                            each.isWhole()
                                    ? each
                                    : ask(queue.approval(each.id())).orElse(each));
                }
            }
            return found;
        }
    }
}
