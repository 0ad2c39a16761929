package dev.runtree.export.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.export.send.Answer.Later;
import dev.runtree.export.send.Answer.NoKey;
import dev.runtree.export.send.Answer.Refused;
import dev.runtree.export.send.Answer.Taken;
import dev.runtree.export.send.Answer.Wrong;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What back ends answer, and what is made of it. */
class AnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String JSON = "application/json";

    @Test
    void overHttpAsTheSpecificationHasIt() {
        assertThat(http(200, "", "application/x-protobuf")).isEqualTo(new Taken(0, null));
        assertThat(http(200, "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"old\"}}", JSON))
                .isEqualTo(new Taken(3, "old"));
        assertThat(http(202, "accepted", "text/plain")).isEqualTo(new Taken(0, null));
        assertThat(http(400, "{\"code\":3,\"message\":\"bad\"}", JSON)).isEqualTo(new Refused("400: bad"));
        assertThat(http(413, "", "")).isEqualTo(new Refused("413"));
        assertThat(http(401, "{\"detail\":\"who?\"}", JSON)).isEqualTo(new NoKey("401: who?"));
        assertThat(http(404, "", "")).isInstanceOf(Wrong.class);
        assertThat(http(500, "", "")).isInstanceOf(Wrong.class);
        for (var status : new int[] {408, 429, 502, 503, 504}) {
            assertThat(http(status, "", "")).as("" + status).isInstanceOf(Later.class);
        }
    }

    @Test
    void aSuccessWithAnErrorInsideIsNone() {
        assertThat(http(200, "{\"error\":{\"message\":\"no project\"}}", JSON).said())
                .contains("no project");
        assertThat(http(200, "{\"success\":false,\"message\":\"quota\"}", JSON)).isInstanceOf(Wrong.class);
        assertThat(http(200, "<!doctype html><title>Log in</title>", "")).isInstanceOf(Wrong.class);
        assertThat(http(200, "{\"error\":null,\"errors\":[]}", JSON)).isEqualTo(new Taken(0, null));
        assertThat(http(200, "{\"data\":{\"message\":\"ok\"}}", JSON)).isEqualTo(new Taken(0, null));
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(Answers.after("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Answers.after("Thu, 26 Nov 2026 12:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Answers.after("Thu, 26 Nov 2026 11:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
        assertThat(Answers.after("soon", NOW)).isNull();
        assertThat(Answers.after(null, NOW)).isNull();
        var backoff = new Backoff(Duration.ofSeconds(1));
        assertThat(backoff.after(new Later("away", Duration.ofDays(9))))
                .isBetween(Backoff.MOST_ASKED, Backoff.MOST_ASKED.multipliedBy(2));
        assertThat(backoff.after(new Later("away", null))).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void overGrpcTheDetailsSayWhenToComeBack() {
        var details = Base64.getEncoder()
                .encodeToString(OtlpAnswer.status(Encoding.PROTOBUF, 14, "full", Duration.ofSeconds(7)));
        assertThat(grpc(14, details)).isEqualTo(new Later("S: no", Duration.ofSeconds(7)));
        assertThat(grpc(8, details)).isEqualTo(new Later("S: no", Duration.ofSeconds(7)));
        assertThat(grpc(8, null)).isEqualTo(new Refused("S: no"));
        assertThat(grpc(3, null)).isEqualTo(new Refused("S: no"));
        assertThat(grpc(16, null)).isEqualTo(new NoKey("S: no"));
        assertThat(grpc(12, null)).isEqualTo(new Wrong("S: no"));
        assertThat(grpc(14, "no base64!")).isEqualTo(new Later("S: no", null));
        assertThat(Answers.grpc(null, "200 OK", null, new byte[0], null)).isInstanceOf(Wrong.class);
    }

    private static Answer http(int code, String body, String type) {
        return Answers.http(code, "" + code, body.getBytes(StandardCharsets.UTF_8), type, null, null, NOW);
    }

    private static Answer grpc(int code, @Nullable String details) {
        return Answers.grpc(code, "S", "no", new byte[0], details);
    }
}
