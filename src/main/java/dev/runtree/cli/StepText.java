package dev.runtree.cli;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands beneath a step's row: its failure, and what went in and out, whole or its beginning. */
final class StepText {
    private final Terminal terminal;
    private final Payloads payloads;
    private boolean shortened;

    StepText(Terminal terminal, Payloads payloads) {
        this.terminal = terminal;
        this.payloads = payloads;
    }

    /**
     * Prints what belongs beneath the step's row.
     *
     * @param branch the lines of the tree that go on to the left of it
     * @param width the columns that these take
     */
    void print(Span span, String branch, int width) {
        Optional<Payloads.Read> payload = payloads.of(span.id());
        if (payload.isPresent()) {
            whole(payload.get(), branch);
        } else if (span.kind() == SpanKind.TOOL) {
            beginning(branch, width, "in", span.input());
            beginning(branch, width, "out", span.output());
        }
    }

    /** Prints why the step failed, if it did. */
    void error(Span span, String branch) {
        if (span.failed()) {
            block(branch, "error", span.statusMessage() == null ? "failed" : span.statusMessage(), Style.BAD);
        }
    }

    /** What a reader must know of the whole tree; empty when nothing was shortened. */
    Optional<String> footer() {
        return shortened
                ? Optional.of("… stands where text was shortened; --payload shows it whole.")
                : Optional.empty();
    }

    private void beginning(String branch, int width, String label, @Nullable String text) {
        if (text == null) {
            return;
        }
        String line = Width.oneLine(text);
        Integer columns = terminal.columns();
        int room = columns == null ? Integer.MAX_VALUE : Math.max(20, columns - width - label.length() - 2);
        String shown = Width.shortened(text.length() >= Span.PREVIEW && !line.endsWith("…") ? line + "…" : line, room);
        shortened |= shown.endsWith("…");
        terminal.out().line(branch + terminal.styled(Style.FAINT, label + ": ") + shown);
    }

    private void whole(Payloads.Read read, String branch) {
        Content content = read.content();
        if (content.toolArguments() != null || content.toolResult() != null) {
            block(branch, "in", content.toolArguments(), null);
            block(branch, "out", content.toolResult(), null);
        } else if (content.inputMessages().isEmpty() && content.outputMessages().isEmpty()) {
            block(branch, "in", content.input(), null);
            block(branch, "out", content.output(), null);
        }
        messages(branch, content.inputMessages());
        messages(branch, content.outputMessages());
        for (Content.Document document : content.documents()) {
            String score = document.score() == null ? "" : " (" + document.score() + ")";
            block(branch, "document " + (document.id() == null ? "" : document.id()) + score, document.content(), null);
        }
        Content.Failure error = content.error();
        if (error != null && error.stackTrace() != null) {
            block(branch, "stack trace", error.stackTrace(), null);
        }
        block(branch, "attributes", read.payload().attributes(), null);
    }

    private void messages(String branch, List<Message> messages) {
        for (Message message : messages) {
            for (Part part : message.parts()) {
                switch (part) {
                    case Part.Text text -> block(branch, message.role(), text.text(), null);
                    case Part.Reasoning reasoning ->
                        block(branch, message.role() + ", reasoning", reasoning.text(), null);
                    case Part.ToolCall call ->
                        block(branch, message.role() + " calls " + call.name(), call.arguments(), null);
                    case Part.ToolResult result ->
                        block(
                                branch,
                                "result" + (result.name() == null ? "" : " of " + result.name()),
                                result.result(),
                                null);
                    case Part.Media media -> block(branch, message.role() + " sends", media.uri(), null);
                    case Part.Unknown unknown -> block(branch, message.role(), unknown.json(), null);
                }
            }
        }
    }

    /** A text with all its lines, the first behind its label. */
    private void block(String branch, String label, @Nullable String text, @Nullable Style style) {
        if (text == null) {
            return;
        }
        String start = terminal.styled(style == null ? Style.FAINT : style, label + ": ");
        boolean first = true;
        for (String line : Width.printable(text).split("\\R", -1)) {
            String styled = style == null ? line : terminal.styled(style, line);
            terminal.out().line(branch + (first ? start : "  ") + styled);
            first = false;
        }
    }
}
