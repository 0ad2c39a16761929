package dev.runtree.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a back end answers to OTLP: an {@code ExportTraceServiceResponse} where it took something, a {@code google.rpc.Status}
 * where it did not, both in protobuf or JSON, and whatever else back ends say instead. The way back of {@link OtlpAnswer}.
 *
 * @param rejected how many spans it did not take of those that it answers for
 * @param message what it says; {@code null} when nothing
 * @param isError whether it says that it took nothing
 */
public record OtlpReply(long rejected, @Nullable String message, boolean isError) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final OtlpReply TAKEN = new OtlpReply(0, null, false);
    private static final int DETAILS = 3;
    private static final int TYPE_BITS = 3;
    private static final long MOST_SECONDS = 1_000_000;

    /** What an answer says whose status is that of success: some say there that something failed. */
    public static OtlpReply taken(byte[] body, String contentType) {
        if (body.length == 0) {
            return TAKEN;
        }
        if (contentType.contains("html")) {
            return new OtlpReply(0, "a page of HTML, which is no answer to OTLP", true);
        }
        if (contentType.contains("protobuf") || contentType.contains("grpc")) {
            try {
                var partial = ExportTraceServiceResponse.parseFrom(body).getPartialSuccess();
                return new OtlpReply(partial.getRejectedSpans(), given(partial.getErrorMessage()), false);
            } catch (InvalidProtocolBufferException e) {
                // Some say so and send something else.
                return ofText(body);
            }
        }
        return ofText(body);
    }

    private static OtlpReply ofText(byte[] body) {
        var json = json(body);
        if (json == null || !json.isObject()) {
            var text = text(body);
            return text != null && text.stripLeading().startsWith("<")
                    ? new OtlpReply(0, "a page of HTML or XML, which is no answer to OTLP", true)
                    : TAKEN;
        }
        var partial = json.has("partialSuccess") ? json.get("partialSuccess") : json.path("partial_success");
        if (partial.isObject()) {
            var rejected = partial.has("rejectedSpans") ? partial.get("rejectedSpans") : partial.path("rejected_spans");
            var said = partial.has("errorMessage") ? partial.get("errorMessage") : partial.path("error_message");
            return new OtlpReply(rejected.asLong(0), given(said.asText("")), false);
        }
        var error = error(json);
        return error == null ? TAKEN : new OtlpReply(0, error, true);
    }

    private static @Nullable String error(JsonNode json) {
        for (var name : new String[] {"error", "errors"}) {
            var error = json.path(name);
            if (error.isTextual() && !error.asText().isBlank()) {
                return error.asText();
            }
            if (error.isContainerNode() && !error.isEmpty()) {
                return error.path("message").asText(error.toString());
            }
            if (error.isBoolean() && error.asBoolean()) {
                return json.path("message").asText("an error");
            }
        }
        if (json.path("success").isBoolean() && !json.get("success").asBoolean()) {
            return json.path("message").asText("no success");
        }
        var code = json.path("code");
        return code.isNumber() && code.asInt() != 0 && code.asInt() != 200 && json.has("message")
                ? json.get("message").asText()
                : null;
    }

    /** What an answer says whose status is that of a failure: its message where it has one, else its text. */
    public static String refusal(byte[] body, String contentType) {
        if (body.length == 0) {
            return "";
        }
        if (contentType.contains("protobuf")) {
            var status = status(body);
            if (status != null && status.message() != null) {
                return status.message();
            }
        }
        var json = json(body);
        if (json != null && json.isObject()) {
            var error = error(json);
            if (error != null) {
                return error;
            }
            for (var name : new String[] {"message", "detail"}) {
                if (json.path(name).isTextual()) {
                    return json.get(name).asText();
                }
            }
        }
        var text = text(body);
        return text == null ? body.length + " bytes that are no text" : text;
    }

    /**
     * When to come back, as {@code google.rpc.RetryInfo} in the details of a status says it; {@code null} when it does not.
     *
     * @param status of protobuf
     */
    public static @Nullable Duration retryDelay(byte[] status) {
        var read = status(status);
        return read == null ? null : read.retryDelay();
    }

    private record Status(
            @Nullable String message, @Nullable Duration retryDelay) {}

    private static @Nullable Status status(byte[] bytes) {
        var message = new String[1];
        var delay = new Duration[1];
        try {
            fields(CodedInputStream.newInstance(bytes), (number, in) -> {
                switch (number) {
                    case 2 -> message[0] = in.readStringRequireUtf8();
                    case DETAILS -> {
                        var found = retryInfo(in.readByteArray());
                        delay[0] = found == null ? delay[0] : found;
                    }
                    default -> {
                        return false;
                    }
                }
                return true;
            });
        } catch (IOException e) {
            return null;
        }
        return new Status(message[0], delay[0]);
    }

    private static @Nullable Duration retryInfo(byte[] any) throws IOException {
        var type = new String[] {""};
        var value = new byte[1][];
        fields(CodedInputStream.newInstance(any), (number, in) -> {
            switch (number) {
                case 1 -> type[0] = in.readString();
                case 2 -> value[0] = in.readByteArray();
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (!type[0].endsWith("google.rpc.RetryInfo") || value[0] == null) {
            return null;
        }
        var delay = new Duration[1];
        fields(CodedInputStream.newInstance(value[0]), (number, in) -> {
            if (number != 1) {
                return false;
            }
            delay[0] = duration(in.readByteArray());
            return true;
        });
        return delay[0];
    }

    private static Duration duration(byte[] bytes) throws IOException {
        var seconds = new long[1];
        var nanos = new int[1];
        fields(CodedInputStream.newInstance(bytes), (number, in) -> {
            switch (number) {
                case 1 -> seconds[0] = in.readInt64();
                case 2 -> nanos[0] = in.readInt32();
                default -> {
                    return false;
                }
            }
            return true;
        });
        return Duration.ofSeconds(Math.clamp(seconds[0], 0, MOST_SECONDS), Math.max(0, nanos[0]));
    }

    private interface Field {
        /** Whether it was read. */
        boolean read(int number, CodedInputStream in) throws IOException;
    }

    /** By hand, as they are written: the generated classes come with three megabytes of others. */
    private static void fields(CodedInputStream in, Field field) throws IOException {
        for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!field.read(tag >>> TYPE_BITS, in)) {
                in.skipField(tag);
            }
        }
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text;
    }
}
