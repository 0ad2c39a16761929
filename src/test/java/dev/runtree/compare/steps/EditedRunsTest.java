package dev.runtree.compare.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.model.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random runs that were edited in known ways: the comparison names just these edits, and the first of them. */
class EditedRunsTest {
    private static final int RUNS = 400;

    private enum Edit {
        DELETED,
        INSERTED,
        ARGUMENT,
        RESULT,
        FAILED_BEFORE,
        SWAPPED
    }

    /** A step of both runs with what is done to it. */
    private static final class Node {
        final SpanKind kind;
        final String name;
        final String in;
        final String out;
        final List<Node> below = new ArrayList<>();
        boolean isWithPrevious;

        @Nullable Edit edit;

        Node(SpanKind kind, String name, String in, String out) {
            this.kind = kind;
            this.name = name;
            this.in = in;
            this.out = out;
        }
    }

    private final List<String> expected = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, RUNS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void justTheEditsAreNamed(long seed) {
        var random = new Random(seed);
        var root = new Node(SpanKind.AGENT, "support", "question", "answer");
        grow(root, random, 0, new int[1], random.nextBoolean());
        edit(root, random);
        var left = drawn(root, true).getFirst();
        var right = drawn(root, false).getFirst();

        var alignment = left.made(2 * seed + 1).with(right.made(2 * seed + 2));

        tell(root, false);
        assertThat(told(alignment)).containsExactlyInAnyOrderElementsOf(expected);
        if (expected.isEmpty()) {
            assertThat(alignment.isEqual()).isTrue();
        } else {
            assertThat(text(alignment.steps().get(alignment.first()))).isEqualTo(firstOf(root));
        }
        assertThat(alignment.steps())
                .hasSize(left.size()
                        + right.size()
                        - (int) alignment.steps().stream()
                                .filter(step -> step.left() != null && step.right() != null)
                                .count());
    }

    private static void grow(Node node, Random random, int depth, int[] count, boolean isUnique) {
        var children = depth == 0 ? 3 + random.nextInt(12) : random.nextInt(6);
        for (var i = 0; i < children; i++) {
            var draw = random.nextInt(10);
            var kind = draw < 3 ? SpanKind.LLM : draw < 9 || depth > 3 ? SpanKind.TOOL : SpanKind.AGENT;
            var name = kind == SpanKind.LLM ? "gpt-5" : kind == SpanKind.TOOL ? "tool" + random.nextInt(3) : "helper";
            var in = "{\"city\": \"c%d\", \"n\": %d}".formatted(count[0]++, isUnique ? count[0] : random.nextInt(4));
            var child = new Node(kind, name, kind == SpanKind.TOOL ? in : "ask " + count[0], "r" + count[0]);
            child.isWithPrevious = i > 0 && kind == SpanKind.TOOL && random.nextInt(3) == 0;
            if (kind == SpanKind.AGENT) {
                grow(child, random, depth + 1, count, isUnique);
            }
            node.below.add(child);
        }
    }

    /** Of the steps beneath one parent only one is edited, so that there is one way to tell it. */
    private static void edit(Node node, Random random) {
        node.below.forEach(child -> edit(child, random));
        if (node.below.isEmpty() || random.nextInt(3) == 0) {
            return;
        }
        var at = random.nextInt(node.below.size());
        var child = node.below.get(at);
        switch (random.nextInt(6)) {
            case 0 -> {
                child.edit = Edit.DELETED;
                clear(child);
            }
            case 1 -> {
                var one = new Node(SpanKind.TOOL, "tool" + random.nextInt(3), "{\"new\": " + at + "}", "new");
                one.edit = Edit.INSERTED;
                node.below.add(at, one);
                if (child.isWithPrevious) {
                    one.isWithPrevious = true;
                }
            }
            case 2 -> child.edit = child.kind == SpanKind.TOOL ? Edit.ARGUMENT : null;
            case 3 -> child.edit = child.kind == SpanKind.AGENT ? null : Edit.RESULT;
            case 4 -> child.edit = child.kind == SpanKind.TOOL ? Edit.FAILED_BEFORE : null;
            default -> {
                if (child.isWithPrevious && node.below.get(at - 1).kind == SpanKind.TOOL) {
                    child.edit = Edit.SWAPPED;
                }
            }
        }
    }

    private static void clear(Node node) {
        node.below.forEach(child -> {
            child.edit = null;
            clear(child);
        });
        node.below.removeIf(child -> child.in.startsWith("{\"new\""));
    }

    private static List<Drawn> drawn(Node node, boolean isLeft) {
        if (node.edit == (isLeft ? Edit.INSERTED : Edit.DELETED)) {
            return List.of();
        }
        var below = new ArrayList<Drawn>();
        for (var child : node.below) {
            below.addAll(drawn(child, isLeft));
            if (child.edit == Edit.SWAPPED && !isLeft) {
                var last = below.removeLast();
                var before = below.removeLast();
                below.add(before.isWithPrevious() ? last : unordered(last));
                below.add(before.withPrevious());
            }
        }
        var isArgument = node.edit == Edit.ARGUMENT && !isLeft;
        var one = new Drawn(
                node.kind,
                node.name,
                isArgument ? node.in.replace("c", "other") : node.in,
                node.edit == Edit.RESULT && !isLeft ? node.out + " changed" : node.out,
                false,
                node.isWithPrevious,
                below);
        return node.edit == Edit.FAILED_BEFORE && !isLeft
                ? List.of(one.failing("too many requests"), unordered(one))
                : List.of(one);
    }

    private static Drawn unordered(Drawn step) {
        return new Drawn(step.kind(), step.name(), step.in(), step.out(), step.failed(), false, step.below());
    }

    private void tell(Node node, boolean isDeleted) {
        if (isDeleted || node.edit == Edit.DELETED) {
            expected.add("LEFT " + node.name + " " + node.in + " []");
        } else if (node.edit != null && node.edit != Edit.SWAPPED) {
            expected.add(text(node));
        }
        node.below.forEach(child -> tell(child, isDeleted || node.edit == Edit.DELETED));
    }

    private static String text(Node node) {
        var what = node.name + " " + node.in;
        return switch (node.edit) {
            case DELETED -> "LEFT " + what + " []";
            case INSERTED -> "RIGHT " + what + " []";
            case FAILED_BEFORE -> "RIGHT " + what + " [] tried again";
            case ARGUMENT -> "CHANGED " + what + " [INPUT]";
            case RESULT -> "CHANGED " + what + (node.kind == SpanKind.LLM ? " [ANSWER]" : " [OUTPUT]");
            case SWAPPED -> "";
            case null -> "";
        };
    }

    /** Edits touch what goes in, which comes before the steps beneath, or the results of steps that have none beneath. */
    private static @Nullable String firstOf(Node node) {
        if (node.edit != null && node.edit != Edit.SWAPPED) {
            return text(node);
        }
        for (var child : node.below) {
            var first = firstOf(child);
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private List<String> told(Alignment alignment) {
        return alignment.steps().stream()
                .filter(AlignedStep::differs)
                .map(this::text)
                .collect(Collectors.toList());
    }

    private String text(AlignedStep step) {
        var told = step.left() == null ? step.any() : step.left();
        var isRetry = step.fate() == Fate.RIGHT && told.triedAgain();
        return step.fate() + " " + told.span().name() + " " + told.span().input() + " " + step.changed()
                + (isRetry ? " tried again" : "");
    }
}
