package dev.runtree.ui.aligned;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Difference;
import dev.runtree.compare.steps.Facet;
import dev.runtree.compare.steps.Step;
import dev.runtree.model.Run;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison as one JSON object in the words of {@code runtree diff --json}, with the steps that differ. */
final class PairJson {
    private PairJson() {}

    static String of(AlignedPair pair, List<StepDetail> details) {
        var alignment = pair.alignment();
        var node = JsonNodeFactory.instance.objectNode();
        run(node.putObject("left"), pair.read().left().run());
        run(node.putObject("right"), pair.read().right().run());
        node.put("equal", alignment.isEqual()).put("reason", pair.reason());
        var counts = node.putObject("counts");
        for (var fate : Fate.values()) {
            counts.put(word(fate.name()), alignment.count(fate));
        }
        counts.put("left_out_of_left", pair.read().left().steps().leftOut())
                .put("left_out_of_right", pair.read().right().steps().leftOut());
        node.put("steps_that_differ", pair.forest().differing().length);
        var steps = node.putArray("steps");
        details.forEach(detail -> step(steps.addObject(), detail));
        return node.toPrettyString();
    }

    private static void run(ObjectNode to, Run run) {
        to.put("run_id", run.runId())
                .put("name", run.name())
                .put("status", run.status().word());
        var nanos = run.durationNanos();
        if (nanos != null) {
            to.put("duration_ms", nanos / 1e6);
        }
        to.put("tree_tokens", run.tree().total()).put("tree_cost", run.tree().cost());
    }

    private static void step(ObjectNode to, StepDetail detail) {
        var step = detail.step();
        to.put("fate", word(step.fate().name())).put("depth", step.depth());
        side(to, "left", step.left());
        side(to, "right", step.right());
        var changed = to.putArray("changed");
        step.changed().stream().map(Facet::word).forEach(changed::add);
        var differences = to.putArray("differences");
        detail.differences().forEach(difference -> difference(differences, difference));
    }

    private static void side(ObjectNode to, String name, @Nullable Step step) {
        if (step == null) {
            to.putNull(name);
            return;
        }
        to.putObject(name)
                .put("step", step.number())
                .put("span_id", step.span().id().spanId())
                .put("span_name", step.span().spanName())
                .put("kind", step.span().kind().name())
                .put("status", step.span().status().word())
                .put("tried_again", step.triedAgain());
    }

    private static void difference(ArrayNode to, Difference difference) {
        var node = to.addObject().put("facet", difference.facet().word());
        switch (difference) {
            case Difference.Value value ->
                node.put("type", "value")
                        .put("path", value.path().isEmpty() ? null : value.path())
                        .put("left", value.left())
                        .put("right", value.right());
            case Difference.Text text -> {
                node.put("type", "text")
                        .put("message", text.place() == 0 ? null : Integer.valueOf(text.place()))
                        .put("role", text.role().isEmpty() ? null : text.role())
                        .put("carried", text.isCarried());
                var words = node.putArray("words");
                text.stretches()
                        .forEach(stretch -> words.addObject()
                                .put("kind", word(stretch.kind().name()))
                                .put("text", stretch.text()));
            }
            case Difference.More more -> node.put("type", "more").put("count", more.count());
        }
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
