package dev.runtree.ui.provenance;

import dev.runtree.model.Span;
import dev.runtree.provenance.Answer;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.CallOrigins.Argument;
import dev.runtree.provenance.Leaf;
import dev.runtree.provenance.Origin;
import dev.runtree.provenance.Place;
import dev.runtree.provenance.Source;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Answers in words. */
final class Wording {
    private static final int SHORT = 40;
    private static final int LONG = 80;

    private Wording() {}

    /**
     * What stands beside an argument.
     *
     * @param quoted what was said, or was, letter for letter
     */
    record Beside(String words, String quoted) {}

    /** What an argument was before, or what was said that is near to it; {@code null} for neither. */
    static @Nullable Beside beside(Argument argument) {
        if (argument.before() != null) {
            return new Beside(Messages.text("origin.was"), cut(argument.before(), SHORT));
        }
        var origin = argument.telling();
        if (!origin.suspicious()) {
            return null;
        }
        return switch (origin.answer()) {
            case Answer.Near near ->
                new Beside(
                        Messages.text("origin.beside", who(near.found().source())),
                        cut(near.found().quote().match(), SHORT));
            case Answer.OwnWords ignored -> new Beside(Messages.text("origin.beside.own"), "");
            case Answer.Exact ignored -> null;
            case Answer.Rewritten ignored -> null;
            case Answer.NotAsked ignored -> null;
            case Answer.PartOf ignored -> null;
            case Answer.Composed ignored -> null;
            case Answer.Nowhere ignored -> null;
            case Answer.Unknown ignored -> null;
        };
    }

    /** Why a call is marked; empty when nothing is. */
    static String why(CallOrigins call) {
        var sentences = new ArrayList<String>();
        var unsaid = new ArrayList<String>();
        var own = new ArrayList<String>();
        for (var origin : call.suspicious()) {
            switch (origin.answer()) {
                case Answer.OwnWords ignored -> own.add(cut(origin.value().text(), LONG));
                case Answer.Composed composed -> unsaid.addAll(composed.added());
                case Answer.Exact ignored -> {}
                case Answer.PartOf ignored -> {}
                case Answer.Rewritten ignored -> {}
                case Answer.NotAsked ignored -> {}
                case Answer.Near ignored -> unsaid.add(cut(origin.value().text(), LONG));
                case Answer.Nowhere ignored -> unsaid.add(cut(origin.value().text(), LONG));
                case Answer.Unknown ignored -> {}
            }
        }
        if (!unsaid.isEmpty()) {
            sentences.add(Messages.text("origin.unsaid", String.join(", ", unsaid)));
        }
        if (!own.isEmpty()) {
            sentences.add(Messages.text("origin.own", String.join(", ", own)));
        }
        var named = call.arguments().stream()
                .filter(argument ->
                        !argument.named().isEmpty() && !argument.name().isEmpty())
                .map(Argument::name)
                .toList();
        if (!named.isEmpty()) {
            sentences.add(Messages.text("origin.named", String.join(", ", named)));
        }
        return String.join(" ", sentences);
    }

    /** The answer to where a value comes from, without its quote. */
    static String sentence(Origin origin) {
        return switch (origin.answer()) {
            case Answer.Exact exact ->
                Messages.text("origin.exact", of(exact.found().source()));
            case Answer.OwnWords ignored -> Messages.text("origin.own.first");
            case Answer.PartOf part ->
                Messages.text("origin.part", of(part.found().source()));
            case Answer.Rewritten rewritten ->
                Messages.text("origin.rewritten", of(rewritten.found().source()));
            case Answer.NotAsked ignored -> Messages.text("origin.notasked");
            case Answer.Near near ->
                Messages.text(
                        isSameNotation(origin, near) ? "origin.near.same" : "origin.near",
                        of(near.found().source()));
            case Answer.Composed composed ->
                composed.added().isEmpty()
                        ? Messages.text("origin.composed")
                        : Messages.text("origin.composed.new", cut(String.join(", ", composed.added()), 4 * LONG));
            case Answer.Nowhere ignored ->
                Messages.text(origin.suspicious() ? "origin.nowhere" : "origin.nowhere.quiet");
            case Answer.Unknown unknown ->
                switch (unknown.why()) {
                    case NOT_RECORDED -> Messages.text("origin.unknown.recorded");
                    case MEDIA -> Messages.text("origin.unknown.media");
                    case CUT -> Messages.text("origin.unknown.cut");
                };
        };
    }

    private static boolean isSameNotation(Origin origin, Answer.Near near) {
        var value = origin.value();
        return !origin.suspicious()
                && value.kind() == Leaf.Kind.NUMBER
                && value.text()
                        .replaceFirst("^-", "")
                        .equals(near.found().quote().match());
    }

    /** Who said it: {@code User}, {@code search_flights}. */
    static String who(Source source) {
        return switch (source.teller()) {
            case SYSTEM -> Messages.text("origin.who.system");
            case USER -> Messages.text("origin.who.user");
            case TOOL -> source.name() != null ? source.name() : Messages.text("origin.who.tool");
            case DOCUMENT -> source.name() != null ? source.name() : Messages.text("origin.who.document");
            case INPUT -> Messages.text("origin.who.input");
            case OTHER -> Messages.text("origin.who.other");
            case DEFINITION -> Messages.text("origin.who.definition");
            case MODEL -> Messages.text("origin.who.model");
        };
    }

    /** As a part of a sentence: {@code the user's message}. */
    static String of(Source source) {
        return switch (source.teller()) {
            case SYSTEM -> Messages.text("origin.of.system");
            case USER -> Messages.text("origin.of.user");
            case TOOL ->
                source.name() == null
                        ? Messages.text("origin.of.tool")
                        : Messages.text("origin.of.tool.named", source.name());
            case DOCUMENT -> Messages.text("origin.of.document");
            case INPUT -> Messages.text("origin.of.input");
            case OTHER -> Messages.text("origin.of.other");
            case DEFINITION ->
                source.name() == null
                        ? Messages.text("origin.of.definition")
                        : Messages.text("origin.of.definition.named", source.name());
            case MODEL -> Messages.text("origin.of.model");
        };
    }

    /** Where a jump goes: {@code message 2 of travel-1}. */
    static String place(Place place, @Nullable Span step) {
        var name = step == null ? Messages.text("origin.step") : subject(step);
        return switch (place.where()) {
            case ASKED -> Messages.text("origin.place.message", place.message() + 1, name);
            case ANSWERED -> Messages.text("origin.place.answer", name);
            case ARGUMENTS -> Messages.text("origin.place.arguments", name);
            case RESULT -> Messages.text("origin.place.result", name);
            case DOCUMENT -> Messages.text("origin.place.document", place.message() + 1, name);
            case DEFINITION -> Messages.text("origin.place.definition", name);
            case INPUT -> Messages.text("origin.place.input", name);
            case OUTPUT -> Messages.text("origin.place.output", name);
        };
    }

    private static String subject(Span step) {
        var name = step.plainName();
        return name.substring(name.indexOf('.') + 1);
    }

    static String cut(String text, int most) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }
}
