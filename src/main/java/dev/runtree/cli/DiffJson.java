package dev.runtree.cli;

import dev.runtree.compare.TextDifference.Stretch;
import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Difference;
import dev.runtree.compare.steps.Facet;
import dev.runtree.compare.steps.Step;
import dev.runtree.export.comparison.ComparedPair;
import dev.runtree.export.comparison.PairDifferences;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code {"left", "right", "equal", "reason", "first_step", "counts", "steps"}}: what {@code diff --json} prints. */
final class DiffJson {
    private final Json json;
    private final ComparedPair runs;
    private final PairDifferences payloads;

    DiffJson(Json json, ComparedPair runs, PairDifferences payloads) {
        this.json = json;
        this.runs = runs;
        this.payloads = payloads;
    }

    void write(String reason) {
        var alignment = runs.alignment();
        json.startObject().key("left");
        RunJson.write(json, runs.left().run());
        json.key("right");
        RunJson.write(json, runs.right().run());
        json.write(out -> out.writeBooleanField("equal", alignment.isEqual()))
                .text("reason", reason)
                .number("first_step", alignment.isEqual() ? null : (long) alignment.first());
        json.key("counts").startObject();
        for (var fate : Fate.values()) {
            json.number(word(fate), (long) alignment.count(fate));
        }
        json.number("left_out_of_left", (long) runs.leftOutOfLeft())
                .number("left_out_of_right", (long) runs.leftOutOfRight())
                .endObject();
        figures(
                runs.left().run().durationNanos(),
                runs.right().run().durationNanos(),
                runs.left().run().tree(),
                runs.right().run().tree());
        json.key("steps").startArray();
        payloads.each(runs, alignment.steps(), this::step);
        json.endArray().endObject().endLine();
    }

    private void step(AlignedStep step, List<Difference> differences) {
        var left = step.left();
        var right = step.right();
        json.startObject().text("fate", word(step.fate())).number("depth", (long) step.depth());
        side("left", left);
        side("right", right);
        json.texts("changed", step.changed().stream().map(Facet::word).toList());
        json.key("differences").startArray();
        differences.forEach(this::difference);
        json.endArray();
        if (left != null && right != null) {
            figures(
                    left.span().durationNanos(),
                    right.span().durationNanos(),
                    left.span().usage(),
                    right.span().usage());
        }
        json.endObject();
    }

    private void side(String name, @Nullable Step step) {
        json.key(name);
        if (step == null) {
            json.write(out -> out.writeNull());
            return;
        }
        json.startObject()
                .number("step", (long) step.number())
                .text("span_id", step.span().id().spanId())
                .text("span_name", step.span().spanName())
                .text("kind", step.span().kind().name())
                .text("status", step.span().status().word())
                .write(out -> out.writeBooleanField("tried_again", step.triedAgain()))
                .endObject();
    }

    private void difference(Difference difference) {
        json.startObject().text("facet", difference.facet().word());
        switch (difference) {
            case Difference.Value value ->
                json.text("type", "value")
                        .text("path", value.path().isEmpty() ? null : value.path())
                        .text("left", value.left())
                        .text("right", value.right());
            case Difference.Text text -> {
                json.text("type", "text")
                        .number("message", text.place() == 0 ? null : (long) text.place())
                        .text("role", text.role().isEmpty() ? null : text.role())
                        .write(out -> out.writeBooleanField("carried", text.isCarried()));
                json.key("words").startArray();
                text.stretches().forEach(this::stretch);
                json.endArray();
            }
            case Difference.More more -> json.text("type", "more").number("count", (long) more.count());
        }
        json.endObject();
    }

    private void stretch(Stretch stretch) {
        json.startObject()
                .text("kind", stretch.kind().name().toLowerCase(Locale.ROOT))
                .text("text", stretch.text())
                .endObject();
    }

    private void figures(@Nullable Long leftNanos, @Nullable Long rightNanos, Usage left, Usage right) {
        pair("duration_ms", millis(leftNanos), millis(rightNanos));
        pair("input_tokens", number(left.input()), number(right.input()));
        pair("output_tokens", number(left.output()), number(right.output()));
        pair("cost", left.cost(), right.cost());
    }

    private static @Nullable BigDecimal millis(@Nullable Long nanos) {
        return nanos == null ? null : BigDecimal.valueOf(nanos, 6);
    }

    private static @Nullable BigDecimal number(@Nullable Long number) {
        return number == null ? null : BigDecimal.valueOf(number);
    }

    private void pair(String name, @Nullable BigDecimal left, @Nullable BigDecimal right) {
        json.key(name)
                .startObject()
                .decimal("left", left)
                .decimal("right", right)
                .decimal("delta", left == null || right == null ? null : right.subtract(left))
                .endObject();
    }

    private static String word(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }
}
