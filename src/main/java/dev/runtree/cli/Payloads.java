package dev.runtree.cli;

import dev.runtree.model.Content;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.ContentReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The payloads of a trace's spans, each read once. */
final class Payloads {

    /** What a span's payload says, and the payload as it was sent. */
    record Read(Content content, Payload payload) {}

    private final Map<SpanId, Read> bySpan = new LinkedHashMap<>();

    Payloads(List<RecordedSpan> spans) {
        spans.forEach(span -> bySpan.put(span.span().id(), new Read(ContentReader.read(span), span.payload())));
    }

    Optional<Read> of(SpanId span) {
        return Optional.ofNullable(bySpan.get(span));
    }

    /**
     * The whole text of which a run knows the beginning. Mostly it is in the run's own span; a run that took its text
     * from a step beneath it finds it there.
     */
    @Nullable String whole(SpanId run, @Nullable String beginning, Function<Content, @Nullable String> side) {
        Read own = bySpan.get(run);
        String ofRun = own == null ? null : side.apply(own.content());
        if (beginning == null || (ofRun != null && ofRun.startsWith(beginning))) {
            return ofRun;
        }
        for (Read read : bySpan.values()) {
            String text = side.apply(read.content());
            if (text != null && text.startsWith(beginning)) {
                return text;
            }
        }
        return beginning;
    }
}
