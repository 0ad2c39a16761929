package dev.runtree.ui.compare;

import dev.runtree.compare.Aspect;
import dev.runtree.compare.CallOrder;
import dev.runtree.compare.CallOrder.Fate;
import dev.runtree.compare.ComparedRun;
import dev.runtree.compare.Row;
import dev.runtree.compare.Standing;
import dev.runtree.compare.ToolCall;
import dev.runtree.compare.Value;
import dev.runtree.compare.Value.Amount;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the values of a comparison are written, for the table, for copies and for who hears it. */
final class Wording {
    private Wording() {}

    /** The letter of a column. */
    static String letter(int column) {
        return String.valueOf((char) ('A' + column));
    }

    static String title(Row row) {
        return row.aspect() == Aspect.ATTRIBUTE ? row.name() : title(row.aspect());
    }

    private static String title(Aspect aspect) {
        return Messages.text(
                switch (aspect) {
                    case STATUS -> "compare.status";
                    case ERROR -> "compare.error";
                    case INPUT -> "compare.input";
                    case OUTPUT -> "compare.output";
                    case TOOLS -> "compare.tools";
                    case SYSTEM -> "compare.system";
                    case STARTED -> "compare.started";
                    case DURATION -> "compare.duration";
                    case COST -> "compare.cost";
                    case TOKENS_IN -> "compare.tokens.in";
                    case TOKENS_OUT -> "compare.tokens.out";
                    case TOKENS_CACHED -> "compare.tokens.cached";
                    case TOKENS_REASONING -> "compare.tokens.reasoning";
                    case MODEL_CALLS -> "compare.calls.model";
                    case TOOL_CALLS -> "compare.calls.tool";
                    case STEPS -> "compare.steps";
                    case ERRORS -> "compare.errors";
                    case MODELS -> "compare.models";
                    case AGENT -> "compare.agent";
                    case USER -> "compare.user";
                    case SESSION -> "compare.session";
                    case ENVIRONMENT -> "compare.environment";
                    case TAGS -> "compare.tags";
                    case STAR -> "compare.star";
                    case SCORES -> "compare.scores";
                    case ATTRIBUTE -> "compare.attribute";
                });
    }

    /** A value in one text; of calls one a line. */
    static String value(Aspect aspect, Value value) {
        return switch (value) {
            case Value.Unread unread -> Messages.text("compare.unread");
            case Value.None none -> "";
            case Amount amount -> amount(aspect.unit(), amount);
            case Value.Words words -> words.text();
            case Value.Text text -> text.text();
            case Value.Calls calls -> calls(calls);
        };
    }

    private static String calls(Value.Calls calls) {
        var lines = new ArrayList<String>();
        for (var call : calls.calls()) {
            lines.add(call(call));
        }
        if (calls.isCut()) {
            lines.add(cut(calls));
        }
        return String.join("\n", lines);
    }

    static String call(ToolCall call) {
        var text = call.arguments().isBlank() ? call.tool() : call.tool() + " " + call.arguments();
        return (call.hasFailed() ? Messages.text("compare.call.failed", text) : text) + (call.isWhole() ? "" : " …");
    }

    /** What of the calls is not there. */
    static String cut(Value.Calls calls) {
        return calls.read() < calls.steps()
                ? Messages.text(
                        "compare.calls.steps",
                        Figures.count(calls.calls().size()),
                        Figures.count(calls.all()),
                        Figures.count(calls.read()),
                        Figures.count(calls.steps()))
                : Messages.text(
                        "compare.calls.first", Figures.count(calls.calls().size()), Figures.count(calls.all()));
    }

    static String amount(Aspect.Unit unit, Amount amount) {
        var number = amount.amount();
        var text = switch (unit) {
            case TIME -> Figures.time(Figures.instant(number.longValue()), Instant.now(), ZoneId.systemDefault());
            case NANOS -> Figures.duration(number.longValue());
            case TOKENS -> Figures.tokens(number.longValue());
            case DOLLARS -> Figures.cost(number);
            case COUNT -> Figures.count(number.longValue());
            case WORDS, TEXT, CALLS -> number.toPlainString();
        };
        return amount.isLeast() ? "≥" + text : text;
    }

    /** By how much a number differs, such as {@code +1.20 s +38 %}; empty where that is not told. */
    static String delta(Aspect aspect, Standing standing) {
        var delta = standing.delta();
        if (delta == null) {
            return "";
        }
        var sign = delta.signum() < 0 ? "−" : "+";
        var text = sign + amount(aspect.unit() == Aspect.Unit.TIME ? Aspect.Unit.NANOS : aspect.unit(), abs(delta));
        var change = standing.change();
        return change == null || aspect.unit() == Aspect.Unit.COUNT ? text : text + "  " + Figures.change(change);
    }

    private static Amount abs(BigDecimal delta) {
        return new Amount(delta.abs(), false);
    }

    /** In words whether it is better; empty where that is nothing to say. */
    static String judgement(Standing standing) {
        return switch (standing.kind()) {
            case BETTER -> Messages.text("compare.better");
            case WORSE -> Messages.text("compare.worse");
            case FIRST, SAME, OTHER, UNREAD -> "";
        };
    }

    /** What differs between the calls of two runs, in a sentence. */
    static String order(CallOrder order) {
        if (order.isSame()) {
            return Messages.text("compare.calls.same");
        }
        var parts = new ArrayList<String>();
        if (order.isSameOrder()) {
            parts.add(Messages.text("compare.calls.order"));
        }
        count("compare.calls.arguments", order.count(Fate.ARGUMENTS), parts);
        count("compare.calls.moved", order.count(Fate.MOVED), parts);
        count("compare.calls.added", order.count(Fate.ADDED), parts);
        count("compare.calls.missing", order.count(Fate.MISSING), parts);
        return String.join(", ", parts);
    }

    private static void count(String key, int count, List<String> to) {
        if (count > 0) {
            to.add(Messages.text(key, Figures.count(count)));
        }
    }

    /** An exact number for those who calculate with it: nanoseconds, whole tokens, all decimals. */
    static String exact(Value value) {
        return value instanceof Amount amount
                ? amount.amount()
                        .setScale(Math.max(0, amount.amount().scale()), RoundingMode.UNNECESSARY)
                        .toPlainString()
                : "";
    }

    /** What a run is called in a sentence: {@code B flights}. */
    static String name(int column, ComparedRun run) {
        return letter(column) + " " + run.run().name();
    }

    /** As a word of the code that stands in copies for machines: {@code tokens_in}. */
    static String word(Row row) {
        return row.aspect() == Aspect.ATTRIBUTE
                ? "attribute " + row.name()
                : row.aspect().name().toLowerCase(Locale.ROOT);
    }
}
