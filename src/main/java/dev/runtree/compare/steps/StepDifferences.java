package dev.runtree.compare.steps;

import dev.runtree.compare.JsonMeaning;
import dev.runtree.compare.MessageText;
import dev.runtree.compare.steps.Difference.Text;
import dev.runtree.compare.steps.Difference.Value;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs in each step, in words and values. It is asked step after step in the order of an {@link Alignment}: what a step
 * gave otherwise stands in the prompts of all later model calls, where it is told as carried on, not again.
 */
public final class StepDifferences {
    /** So much is remembered of what was told; later repetitions of more than that are told in full. */
    private static final int REMEMBERED = 100_000;

    private final Sameness sameness;
    private final Set<String> toldLeft = new HashSet<>();
    private final Set<String> toldRight = new HashSet<>();

    public StepDifferences(Sameness sameness) {
        this.sameness = sameness;
    }

    /**
     * What differs in a step; empty for one that only one run has.
     *
     * @param left what the left run's payload says; {@code null} where there is none
     * @param right likewise
     */
    public List<Difference> of(AlignedStep step, @Nullable Content left, @Nullable Content right) {
        var differences = new ArrayList<Difference>();
        if (step.left() != null && step.right() != null && !step.changed().isEmpty()) {
            var before = StepTexts.of(step.left().span(), left);
            var now = StepTexts.of(step.right().span(), right);
            for (var facet : step.changed()) {
                differences.addAll(
                        switch (facet) {
                            case PROMPT ->
                                new MessageDifference(facet, sameness, this::isCarried).of(inputs(left), inputs(right));
                            case ANSWER ->
                                new MessageDifference(facet, sameness, this::isCarried)
                                        .of(outputs(left), outputs(right));
                            default -> of(facet, before, now);
                        });
            }
        }
        told(step, left, right);
        return differences;
    }

    /** Notes what a step said, without telling what differs in it: for who begins in the middle of an alignment. */
    public void told(AlignedStep step, @Nullable Content left, @Nullable Content right) {
        if (step.differs()) {
            remember(left, toldLeft);
            remember(right, toldRight);
        }
    }

    /**
     * All that is compared of a step of one run, whole.
     *
     * @param content {@code null} where there is no payload
     */
    public static Map<Facet, String> whole(Step step, @Nullable Content content) {
        return StepTexts.of(step.span(), content);
    }

    /** A message as it is compared, without its role. */
    public static String whole(Message message) {
        return MessageDifference.text(message);
    }

    private static List<Message> inputs(@Nullable Content content) {
        return content == null ? List.of() : content.inputMessages();
    }

    private static List<Message> outputs(@Nullable Content content) {
        return content == null ? List.of() : content.outputMessages();
    }

    private List<Difference> of(Facet facet, Map<Facet, String> before, Map<Facet, String> now) {
        var left = before.get(facet);
        var right = now.get(facet);
        if (left == null || right == null) {
            return List.of(new Value(facet, "", left, right));
        }
        var one = JsonMeaning.tree(left);
        var other = JsonMeaning.tree(right);
        if (one != null && other != null) {
            return new JsonDifference(facet, sameness).of(one, other);
        }
        return switch (facet) {
            case NAME, MODEL, STATUS -> List.of(new Value(facet, "", left, right));
            default -> List.of(new Text(facet, 0, "", Words.of(sameness.left(left), sameness.right(right)), false));
        };
    }

    /** Whether what stands on both sides was told before, as far as there is something. */
    private boolean isCarried(@Nullable Message left, @Nullable Message right) {
        return (left == null || toldLeft.containsAll(said(left)))
                && (right == null || toldRight.containsAll(said(right)));
    }

    private static void remember(@Nullable Content content, Set<String> told) {
        if (content == null || told.size() > REMEMBERED) {
            return;
        }
        content.inputMessages().forEach(message -> told.addAll(said(message)));
        content.outputMessages().forEach(message -> told.addAll(said(message)));
        for (var text : new String[] {content.toolResult(), content.output()}) {
            if (text != null) {
                told.add(digest(text));
            }
        }
    }

    private static List<String> said(Message message) {
        return message.parts().stream()
                .filter(part -> !(part instanceof Part.Reasoning))
                .map(part -> digest(MessageText.of(part)))
                .toList();
    }

    private static String digest(String text) {
        var meaning = JsonMeaning.of(text);
        return meaning.length() < 40 ? meaning : Print.digest(meaning);
    }
}
