package dev.runtree.export.send;

import dev.runtree.export.send.Answer.Later;
import dev.runtree.export.send.Answer.NoKey;
import dev.runtree.export.send.Answer.Refused;
import dev.runtree.export.send.Answer.Taken;
import dev.runtree.export.send.Answer.Wrong;
import dev.runtree.otlp.OtlpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What statuses mean: of HTTP as the specification of OTLP has them ("OTLP/HTTP Response"), and as the back ends that Runtree
 * knows use them; of gRPC as the same page has them ("OTLP/gRPC Throttling").
 */
final class Answers {
    private Answers() {}

    /**
     * An answer over HTTP.
     *
     * @param status with its words, such as {@code 404 Not Found}
     */
    static Answer http(
            int code,
            String status,
            byte[] body,
            String contentType,
            @Nullable String retryAfter,
            @Nullable String location,
            Instant now) {
        if (code / 100 == 2) {
            var reply = OtlpReply.taken(body, contentType);
            return reply.isError()
                    ? new Wrong(status + " with an error inside: " + reply.message())
                    : new Taken(reply.rejected(), reply.message());
        }
        if (code / 100 == 3) {
            return new Wrong(status + (location == null ? "" : " to " + location)
                    + ": redirects are not followed, since the key would go along. Give the address that it leads to.");
        }
        var text = OtlpReply.refusal(body, contentType);
        var said = text.isBlank() ? status : status + ": " + text;
        return switch (code) {
            case 400, 413, 422 -> new Refused(said);
            case 401, 403 -> new NoKey(said);
            case 408, 425, 429, 502, 503, 504 -> new Later(said, after(retryAfter, now));
            default -> new Wrong(said);
        };
    }

    /** {@code Retry-After} in both of its forms: seconds, or a date. */
    static @Nullable Duration after(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        var text = header.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /**
     * An answer over gRPC.
     *
     * @param code of gRPC; {@code null} when the answer has none
     * @param message of the response, without its frame
     * @param details the trailer {@code grpc-status-details-bin}
     */
    static Answer grpc(
            @Nullable Integer code, String status, @Nullable String said, byte[] message, @Nullable String details) {
        if (code == null) {
            return new Wrong(status + ": no answer of gRPC. Is this the address of OTLP over gRPC?");
        }
        if (code == 0) {
            var reply = OtlpReply.taken(message, "application/grpc");
            return new Taken(reply.rejected(), reply.message());
        }
        var line = said == null || said.isBlank() ? status : status + ": " + said;
        var delay = delay(details);
        return switch (code) {
            case 3, 11 -> new Refused(line);
            case 7, 16 -> new NoKey(line);
            case 8 -> delay == null ? new Refused(line) : new Later(line, delay);
            case 1, 4, 10, 14, 15 -> new Later(line, delay);
            default -> new Wrong(line);
        };
    }

    private static @Nullable Duration delay(@Nullable String details) {
        if (details == null) {
            return null;
        }
        try {
            return OtlpReply.retryDelay(Base64.getDecoder().decode(details.strip()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
