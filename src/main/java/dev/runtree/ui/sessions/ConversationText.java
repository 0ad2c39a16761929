package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** A whole conversation as one text: every turn with all that was said, read one after the other. */
final class ConversationText extends QueryChain<ConversationText.Copy> {
    private static final int PAGE = 200;

    private final RunQueries queries;
    private final ConversationId of;
    private final boolean markdown;
    private final LongConsumer progress;
    private final StringBuilder text = new StringBuilder();

    /** @param progress told how many turns are done, on the thread that fetches */
    ConversationText(RunQueries queries, ConversationId of, boolean markdown, LongConsumer progress) {
        this.queries = queries;
        this.of = of;
        this.markdown = markdown;
        this.progress = progress;
    }

    record Copy(String text, long turns) {}

    @Override
    public Copy fetch() {
        text.append(markdown ? "# " + escaped(of.id()) : of.id()).append("\n");
        long turns = 0;
        Place place = null;
        while (true) {
            var page = ask(queries.conversations().turns(of, place, PAGE));
            for (var run : page) {
                add(ask(new TurnReader(queries, run)));
                progress.accept(++turns);
            }
            if (page.size() < PAGE) {
                return new Copy(text.toString(), turns);
            }
            place = Place.of(page.getLast());
        }
    }

    private void add(Turn turn) {
        var run = turn.run();
        var user = Objects.requireNonNullElse(run.actor().userId(), Messages.text("sessions.somebody"));
        head(user, Figures.exactTime(run.startNanos()));
        text.append(Objects.requireNonNullElse(turn.asked(), Messages.text("sessions.unasked")))
                .append("\n");
        head(run.name(), run.endNanos() == null ? "" : Figures.exactTime(run.endNanos()));
        var answer = turn.answered();
        text.append(answer != null ? answer : Messages.text("sessions.unanswered"))
                .append("\n");
        if (!turn.calls().isEmpty()) {
            var calls = turn.calls().stream().map(ConversationText::called).collect(Collectors.joining(", "));
            text.append("\n")
                    .append(
                            markdown
                                    ? "*" + Messages.text("sessions.text.tools", escaped(calls)) + "*"
                                    : Messages.text("sessions.text.tools", calls))
                    .append("\n");
        }
        text.append("\n").append(markdown ? "> " : "").append(summary(run)).append("\n");
    }

    private static String called(Call call) {
        return call.failed() ? Messages.text("sessions.text.failed", call.tool()) : call.tool();
    }

    private void head(String who, String when) {
        text.append("\n")
                .append(markdown ? "**" + escaped(who) + "** " : who + "  ")
                .append(when)
                .append("\n\n");
    }

    private static String summary(Run run) {
        var error = run.error();
        return String.join(
                        "  ",
                        run.runId(),
                        run.status().word(),
                        Figures.duration(run.durationNanos()),
                        Figures.tokenTotal(run.tree().total()),
                        Figures.costOf(run.tree()),
                        error == null ? "" : error.replaceAll("\\s+", " "))
                .replaceAll(" {3,}", "  ")
                .strip();
    }

    private static String escaped(String words) {
        return words.replaceAll("([\\\\`*_\\[\\]<>#])", "\\\\$1");
    }
}
