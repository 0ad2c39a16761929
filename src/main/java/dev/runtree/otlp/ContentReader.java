package dev.runtree.otlp;

import dev.runtree.model.Content;
import dev.runtree.model.Content.Failure;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.dialect.Dialects;
import dev.runtree.otlp.dialect.FinePrint;
import dev.runtree.otlp.dialect.Wording;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads messages, arguments, results and documents out of a stored payload, whatever dialect it is in. */
public final class ContentReader {
    private ContentReader() {}

    /** Never fails: what cannot be read is left out here and stays visible as an attribute. */
    public static Content read(RecordedSpan recorded) {
        var span = recorded.span();
        var raw = RawSpan.of(recorded);
        var said = Dialects.of(raw);
        var input = Wording.input(said, span.kind());
        var output = Wording.output(said, span.kind());
        return new Content(
                input != null ? input : span.input(),
                output != null ? output : span.output(),
                said.asked(),
                said.answered(),
                said.firstList(dialect -> dialect.tools(raw)),
                said.first(dialect -> dialect.parameters(raw)),
                Wording.arguments(said),
                Wording.result(said),
                said.firstList(dialect -> dialect.documents(raw)),
                failure(recorded, raw),
                FinePrint.of(said, span.model()));
    }

    private static @Nullable Failure failure(RecordedSpan recorded, RawSpan raw) {
        var span = recorded.span();
        var exception = Stream.of(raw.events(), raw.logs())
                .flatMap(events -> events.reversed().stream())
                .filter(event -> event.name().equals("exception"))
                .findFirst()
                .map(RawSpan.Event::attributes)
                .orElse(Attributes.NONE);
        if (!span.failed() && exception.entries().isEmpty()) {
            return null;
        }
        var type = exception.text("exception.type");
        var message = exception.text("exception.message");
        var stack = exception.text("exception.stacktrace");
        return new Failure(
                type != null ? type : raw.attributes().text("error.type", "exception.type"),
                message != null ? message : span.statusMessage(),
                stack != null ? stack : sentStack(recorded));
    }

    /** The stack trace that some producers put into the status text. */
    private static @Nullable String sentStack(RecordedSpan recorded) {
        var otlp = recorded.payload().otlp();
        return otlp == null ? null : Attributes.of(Json.parse(otlp)).text("sent_status_message");
    }
}
