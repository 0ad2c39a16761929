package dev.runtree.ui.sessions;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.store.Query;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The last turns of a session, as they stand in {@link SessionsController its conversation}, for a chat elsewhere. */
public final class PastTurns {
    private PastTurns() {}

    /** A turn that has been read. */
    public static final class Past {
        private final Turn turn;
        private final Members members;

        private Past(Turn turn, Members members) {
            this.turn = turn;
            this.members = members;
        }

        public Members members() {
            return members;
        }

        public Run run() {
            return turn.run();
        }

        /** What it answered, the whole of it; {@code null} when it has not, or when it is not recorded. */
        public @Nullable String answer() {
            return turn.answered();
        }

        /**
         * @param between what stands between the question and the answer
         * @param open shows the run; at a step of it, or as a whole for {@code null}
         */
        public VBox view(List<? extends Node> between, BiConsumer<Run, @Nullable SpanId> open) {
            var view = new TurnView();
            show(view, false, between, open);
            return view;
        }

        private void show(
                TurnView view, boolean unfolded, List<? extends Node> between, BiConsumer<Run, @Nullable SpanId> open) {
            var entry = Entry.of(1, turn.run(), null).read(turn).unfolded(unfolded);
            view.show(entry, new TurnView.Actions() {
                @Override
                public void open(Run run) {
                    open.accept(run, null);
                }

                @Override
                public void open(Run run, SpanId step) {
                    open.accept(run, step);
                }

                @Override
                public void fold(Entry folded) {
                    show(view, !unfolded, between, open);
                }

                @Override
                public void openSession(String session) {}
            });
            view.getChildren().addAll(1, between);
        }
    }

    /**
     * The newest turns of a session with one agent, the oldest of them first.
     *
     * @param agent its name
     */
    public static Query<List<Past>> newest(RunQueries queries, String session, String agent, int limit) {
        var ofSession = RunFilter.ALL.with(RunKey.SESSION, session);
        return new QueryChain<>() {
            @Override
            public List<Past> fetch() {
                var runs = ask(queries.runs(ofSession, null, limit * 4)).runs();
                var ids = runs.stream().map(Run::runId).collect(Collectors.toSet());
                var turns = new ArrayList<Past>();
                for (var run : runs) {
                    var isTurn = run.parentRunId() == null || !ids.contains(run.parentRunId());
                    if (isTurn && run.name().equals(agent) && turns.size() < limit) {
                        turns.add(new Past(ask(new TurnReader(queries, run)), ask(Members.of(queries, run))));
                    }
                }
                return turns.reversed();
            }
        };
    }
}
