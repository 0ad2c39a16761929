package dev.runtree.ui.sessions;

import dev.runtree.model.Run;
import dev.runtree.model.RunType;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.TellingSteps;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.Query;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a team, or the agents of a workflow, were asked in a turn and said to it.
 *
 * @param told in the order in which they began
 * @param leftOut how many more there are
 */
public record Members(List<Member> told, int leftOut) {
    static final Members NONE = new Members(List.of(), 0);

    /** Of a turn with more of them, the others are in the tree. */
    private static final int MOST = 40;

    private static final int MOST_STEPS = 20_000;

    public Members {
        told = List.copyOf(told);
    }

    /**
     * One of them.
     *
     * @param leader the name of the run that it worked for
     * @param asked {@code null} when that is not recorded, likewise {@code answered}
     */
    public record Member(
            Run run,
            String leader,
            @Nullable String asked,
            @Nullable String answered) {}

    /** Those of a run; none of one that is too large to be looked through for the sake of a chat. */
    static Query<Members> of(RunQueries queries, Run run) {
        return new QueryChain<>() {
            @Override
            public Members fetch() {
                if (run.type() == RunType.AGENT || run.type() == RunType.CALL || run.spanCount() > MOST_STEPS) {
                    return NONE;
                }
                var trace = ask(queries.run(run.id())).orElse(null);
                return trace == null ? NONE : read(trace);
            }

            private Members read(Trace trace) {
                var beneath = trace.runs().stream()
                        .filter(each -> !each.id().equals(run.id()) && each.type() != RunType.CALL)
                        .toList();
                var told = new ArrayList<Member>();
                for (var each : beneath.subList(0, Math.min(MOST, beneath.size()))) {
                    var own = OwnSteps.of(each, trace);
                    told.add(new Member(
                            each,
                            leader(trace, each),
                            said(TellingSteps.asked(each.id(), own), true).orElse(each.input()),
                            said(TellingSteps.answered(each.id(), own), false)
                                    .orElse(each.endNanos() == null ? null : each.output())));
                }
                return new Members(told, beneath.size() - told.size());
            }

            private Optional<String> said(Optional<Span> step, boolean asked) {
                return step.map(Span::id)
                        .flatMap((SpanId id) -> ask(queries.payload(id)))
                        .map(ContentReader::read)
                        .map(content -> asked ? content.input() : content.output())
                        .filter(text -> !text.isBlank());
            }
        };
    }

    private static String leader(Trace trace, Run member) {
        return trace.runs().stream()
                .filter(each -> each.runId().equals(member.parentRunId()))
                .map(Run::name)
                .findFirst()
                .orElse(trace.run().name());
    }
}
