package dev.runtree.export.send;

import dev.runtree.export.target.Endpoint;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Targets;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Tries whether a target takes what is sent to it, with one small span that says what it is. */
public final class Trial {
    private Trial() {}

    /**
     * Sends it and waits for what comes back, for half a minute at most.
     *
     * @throws dev.runtree.export.target.BadTarget when something of the target is missing
     * @throws CannotSend when its certificates cannot be used
     */
    public static Reply of(Target target, Targets targets, RuntreeHome home) throws InterruptedException {
        return of(target, targets.endpoint(target), home);
    }

    /**
     * Likewise to one that is not kept yet.
     *
     * @throws dev.runtree.export.target.BadTarget when something of the target is missing
     * @throws CannotSend when its certificates cannot be used
     */
    public static Reply of(Target target, TargetSecrets secrets, RuntreeHome home) throws InterruptedException {
        return of(target, target.preset().endpoint(target, secrets), home);
    }

    private static Reply of(Target target, Endpoint endpoint, RuntreeHome home) throws InterruptedException {
        try (var line = Line.to(target, endpoint, home, Pace.USUAL.response())) {
            var made = line.payloads().of(List.of(span()));
            if (made.payloads().isEmpty()) {
                throw new CannotSend("The target " + target.name() + " takes not even one small span.");
            }
            return line.post().send(made.payloads().getFirst().body());
        } catch (IOException e) {
            throw new CannotSend("The span that is sent to try it could not be written: " + e.getMessage(), e);
        }
    }

    private static RecordedSpan span() {
        var random = ThreadLocalRandom.current();
        var id = new SpanId(
                "%016x%016x".formatted(random.nextLong(), random.nextLong(1, Long.MAX_VALUE)),
                "%016x".formatted(random.nextLong(1, Long.MAX_VALUE)));
        var now = Instant.now();
        var nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        var span = Span.builder(id, "runtree.test", SpanKind.OTHER)
                .status(SpanStatus.OK, null)
                .time(nanos - 1_000_000L, nanos)
                .build();
        return new RecordedSpan(
                span,
                new Payload(
                        "{\"runtree.test\":\"Runtree tries whether this can be sent to.\"}",
                        "[]",
                        "[]",
                        "{\"attributes\":{\"service.name\":\"runtree\"}}",
                        "{\"name\":\"runtree\"}",
                        null,
                        null));
    }
}
