package dev.runtree.ui.compare;

import dev.runtree.compare.ComparedRun;
import dev.runtree.compare.RunSteps;
import dev.runtree.compare.RunSteps.Said;
import dev.runtree.compare.ToolCall;
import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatistics;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.StepGroup;
import dev.runtree.model.TellingSteps;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.Annotations;
import dev.runtree.store.Beginnings;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a run what its row does not tell: the skeleton of its first steps, the payloads of the two or three that say what was
 * asked and answered, and those of tools whose arguments are longer than the beginning that the skeleton has.
 */
final class StepsReader extends QueryChain<ComparedRun> {
    /** So many steps are looked into; of more, those that began first. */
    private static final int MOST_STEPS = 20_000;

    /** The payloads of so many tools are read for their arguments. */
    private static final int MOST_PAYLOADS = 60;

    /** Instructions stand in one of the first calls of a model, if anywhere. */
    private static final int LOOKED_FOR_SYSTEM = 3;

    /** Of an attribute that is longer, the beginning is kept, with what tells it from others that begin alike. */
    private static final int LONGEST_ATTRIBUTE = 2_000;

    private final RunQueries queries;
    private final Annotations annotations;
    private final Run run;
    private final Map<SpanId, Content> contents = new HashMap<>();

    StepsReader(RunQueries queries, Annotations annotations, Run run) {
        this.queries = queries;
        this.annotations = annotations;
        this.run = run;
    }

    @Override
    public ComparedRun fetch() {
        var said = ask(annotations.about(run.id(), run.id()));
        var trace = ask(queries.run(run.id(), Beginnings.OF_ALL, MOST_STEPS, piece -> {}))
                .orElse(new Trace(run, List.of(run), List.of()));
        return read(trace, said);
    }

    private ComparedRun read(Trace trace, Annotation said) {
        var spans = trace.spans();
        var tools = spans.stream()
                .filter(span -> span.kind() == SpanKind.TOOL)
                .sorted(Comparator.comparingLong(Span::startNanos))
                .toList();
        var sums = spans.isEmpty() ? null : RunStatistics.of(trace).whole();
        var models = sums == null ? List.<RunStatistics.Line>of() : lines(sums, StepGroup.By.MODEL);
        var question = TellingSteps.asked(run.id(), spans).orElse(null);
        var answer = TellingSteps.answered(run.id(), spans).orElse(null);
        return new ComparedRun(
                trace.run(),
                said.subject().equals(Subject.of(run)) ? said : Annotation.none(Subject.of(run)),
                new RunSteps(
                        spans.size(),
                        calls(tools),
                        tools.size(),
                        models.stream().mapToInt(line -> line.sum().calls()).sum(),
                        models.stream()
                                .map(line -> line.group().name())
                                .filter(Objects::nonNull)
                                .toList(),
                        system(spans),
                        text(question, true),
                        text(answer, false),
                        attributes()));
    }

    private static List<RunStatistics.Line> lines(RunStatistics.Summary sums, StepGroup.By by) {
        return sums.groups().getOrDefault(by, List.of());
    }

    private List<ToolCall> calls(List<Span> tools) {
        var calls = new ArrayList<ToolCall>();
        var payloads = 0;
        for (var span : tools.subList(0, Math.min(RunSteps.MOST_CALLS, tools.size()))) {
            var beginning = Objects.requireNonNullElse(span.input(), "");
            var isWhole = beginning.length() < Beginnings.OF_ALL.characters();
            var arguments = beginning;
            if (!isWhole && ++payloads <= MOST_PAYLOADS) {
                var content = content(span.id());
                var whole = content == null ? null : first(content.toolArguments(), content.input());
                isWhole = whole != null;
                arguments = whole == null ? beginning : whole;
                contents.remove(span.id());
            }
            calls.add(ToolCall.of(span.id(), name(span), arguments, isWhole, span.failed()));
        }
        return calls;
    }

    private static String name(Span span) {
        var tool = span.toolName();
        return tool == null || tool.isBlank() ? span.name() : tool;
    }

    private @Nullable Said system(List<Span> spans) {
        var calls = spans.stream()
                .filter(span -> span.kind() == SpanKind.LLM)
                .sorted(Comparator.comparingLong(Span::startNanos))
                .limit(LOOKED_FOR_SYSTEM)
                .toList();
        for (var call : calls) {
            var content = content(call.id());
            if (content != null) {
                var told = new StringBuilder();
                for (var message : content.inputMessages()) {
                    if (message.role().equals("system") || message.role().equals("developer")) {
                        told.append(told.isEmpty() ? "" : "\n").append(message.text());
                    }
                }
                if (!told.isEmpty()) {
                    return new Said(told.toString(), call.id());
                }
            }
        }
        return null;
    }

    private @Nullable Said text(@Nullable Span span, boolean asked) {
        var content = span == null ? null : content(span.id());
        var whole = content == null ? null : asked ? content.input() : content.output();
        var text = first(whole, asked ? run.input() : run.output());
        return text == null ? null : new Said(text, span == null ? run.id() : span.id());
    }

    /** In the order sent, the run's own step only. */
    private Map<String, String> attributes() {
        var recorded = ask(queries.payload(run.id()));
        var attributes = new LinkedHashMap<String, String>();
        if (recorded.isPresent()) {
            JsonText.members(recorded.get().payload().attributes())
                    .orElse(List.of())
                    .forEach(member -> attributes.put(member.key(), brief(member.plain())));
        }
        return attributes;
    }

    private @Nullable Content content(SpanId span) {
        var known = contents.get(span);
        if (known != null) {
            return known;
        }
        var read = ask(queries.payload(span)).map(ContentReader::read).orElse(null);
        if (read != null) {
            contents.put(span, read);
        }
        return read;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null && !one.isBlank() ? one : other;
    }

    private static String brief(String text) {
        return text.length() <= LONGEST_ATTRIBUTE
                ? text
                : text.substring(0, LONGEST_ATTRIBUTE / 10)
                        + Messages.text(
                                "compare.attribute.long",
                                Figures.count(text.length()),
                                Integer.toHexString(text.hashCode()));
    }
}
