package dev.runtree.ui.transcript;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an entry says in words: on its line, when it is read aloud, and as a text that is copied. */
final class TranscriptText {
    private static final int LINE = 160;

    private TranscriptText() {}

    /** A transcript as plain text, each entry a paragraph, members' runs indented. */
    static String of(List<Entry> entries) {
        return entries.stream().map(TranscriptText::paragraph).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String paragraph(Entry entry) {
        var text = switch (entry) {
            case Entry.Said said -> title(said) + ":\n" + whole(said.text());
            case Entry.Aside aside -> "[" + title(aside) + "]";
            case Entry.Call call -> line(call);
            case Entry.Note note -> line(note);
            case Entry.Failed failed -> line(failed);
            case Entry.More more -> line(more);
        };
        return text.indent(2 * entry.depth()).stripTrailing();
    }

    private static String whole(Clip clip) {
        return clip.left() == 0
                ? clip.text()
                : clip.text() + "\n" + Messages.text("run.transcript.left", Figures.count(clip.left()));
    }

    /** An entry on one line, as it is read aloud. */
    static String line(Entry entry) {
        return switch (entry) {
            case Entry.Said said -> title(said) + ": " + said.text().line(LINE);
            case Entry.Aside aside -> title(aside);
            case Entry.Call call -> line(call);
            case Entry.Note note -> line(note);
            case Entry.Failed failed ->
                Messages.text(
                        "run.transcript.failed",
                        failed.title(),
                        failed.message().line(LINE));
            case Entry.More more -> line(more);
        };
    }

    private static String line(Entry.More more) {
        var problem = more.problem();
        return problem != null
                ? Messages.text("run.transcript.problem", problem)
                : Messages.text("run.transcript.reading", Figures.count(more.read()), Figures.count(more.all()));
    }

    /** Who says something to whom. */
    static String title(Entry.Said said) {
        var name = said.name().isEmpty() ? Messages.text("run.transcript.user") : said.name();
        return said.to() == null ? name : name + " → " + said.to();
    }

    static String title(Entry.Aside aside) {
        var length = Figures.count(aside.text().length());
        return switch (aside.about()) {
            case SYSTEM -> Messages.text("run.transcript.system", length);
            case REASONING -> Messages.text("run.transcript.reasoning", length);
            case PROMPT -> Messages.text("run.transcript.prompt", length);
            case HISTORY ->
                aside.count() == 1
                        ? Messages.text("run.transcript.history.one", length)
                        : Messages.text("run.transcript.history", Figures.count(aside.count()), length);
        };
    }

    private static String line(Entry.Call call) {
        var line = new StringBuilder(call.name())
                .append('(')
                .append(arguments(call))
                .append(')');
        var duration = Figures.duration(call.durationNanos());
        if (call.error() != null) {
            line.append(" ✗ ").append(Clip.of(call.error()).line(LINE));
        } else if (call.result() != null) {
            line.append(" → ").append(call.result().line(LINE));
        }
        return duration.isEmpty() ? line.toString() : line + "  " + duration;
    }

    /** Short arguments: {@code city: "Paris", days: 3}. */
    static String arguments(Entry.Call call) {
        var clip = call.arguments();
        return clip == null ? "" : arguments(clip, part -> part);
    }

    /** The same for the eye: each name and value keeps its place, whichever way its words are read. */
    static String shownArguments(Entry.Call call) {
        var clip = call.arguments();
        return clip == null ? "" : arguments(clip, RightToLeft::kept);
    }

    private static String arguments(Clip clip, UnaryOperator<String> part) {
        var members = clip.left() > 0
                ? List.<JsonText.Member>of()
                : JsonText.members(clip.text()).orElse(List.of());
        if (members.isEmpty()) {
            return clip.text().strip().equals("{}") ? "" : part.apply(clip.line(LINE));
        }
        var text = members.stream()
                .map(member -> part.apply(member.key())
                        + ": "
                        + part.apply(Clip.of(member.value()).line(60)))
                .collect(Collectors.joining(", "));
        return Clip.of(text).line(LINE);
    }

    static String line(Entry.Note note) {
        var what = note.what();
        return switch (note.kind()) {
            case DELEGATION -> Messages.text("run.transcript.delegates", note.title());
            case STEP -> Messages.text("run.transcript.step", note.title());
            case RETRIEVAL ->
                note.failed()
                        ? Messages.text("run.transcript.retrieval.failed", note.title(), what)
                        : Messages.text(
                                what.equals("1") ? "run.transcript.retrieval.one" : "run.transcript.retrieval",
                                note.title(),
                                what);
            case HOOK, GUARDRAIL ->
                Messages.text(
                        "run.transcript." + note.kind().name().toLowerCase(Locale.ROOT)
                                + (note.failed() ? ".failed" : ""),
                        note.title(),
                        what);
            case APPROVAL -> Messages.text("run.transcript.approval", note.title(), what);
            case AGENT, TEAM, WORKFLOW, LLM, TOOL, EMBEDDING, RERANK, OTHER -> joined(note.title(), what);
        };
    }

    private static String joined(String title, @Nullable String what) {
        return what == null || what.isEmpty() ? title : title + " " + what;
    }
}
