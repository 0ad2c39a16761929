package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.Claims.Claim;
import dev.runtree.otlp.Claims.Meaning;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private static Map<String, Claim> claims(String attributes) {
        var span = Span.builder(
                        new SpanId("0123456789abcdef0123456789abcdef", "0123456789abcdef"), "chat", SpanKind.LLM)
                .time(1, 2L)
                .build();
        return Claims.of(new RecordedSpan(span, new Payload(attributes, "[]", "[]", "{}", "{}", null, null)));
    }

    @Test
    void eachKeySaysWhatItWasReadAsAndByWhom() {
        var claims = claims("""
                {"gen_ai.operation.name":"chat","gen_ai.provider.name":"openai","gen_ai.request.model":"gpt-4.1",
                 "gen_ai.response.model":"gpt-4.1-2025","gen_ai.usage.input_tokens":1518,"gen_ai.usage.output_tokens":104,
                 "gen_ai.response.id":"r1","gen_ai.response.finish_reasons":["stop"],"gen_ai.request.temperature":0.2,
                 "gen_ai.input.messages":"[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Hi\\"}]}]",
                 "user.id":"ana","session.id":"s1","my.own.key":1}""");
        assertThat(claims)
                .containsEntry("gen_ai.usage.input_tokens", new Claim(Meaning.INPUT_TOKENS, "gen_ai", true))
                .containsEntry("gen_ai.usage.output_tokens", new Claim(Meaning.OUTPUT_TOKENS, "gen_ai", true))
                .containsEntry("gen_ai.response.model", new Claim(Meaning.MODEL, "gen_ai", true))
                .containsEntry("gen_ai.request.model", new Claim(Meaning.REQUESTED_MODEL, "gen_ai", true))
                .containsEntry("gen_ai.provider.name", new Claim(Meaning.PROVIDER, "gen_ai", true))
                .containsEntry("gen_ai.response.id", new Claim(Meaning.RESPONSE_ID, "gen_ai", true))
                .containsEntry("gen_ai.input.messages", new Claim(Meaning.INPUT_MESSAGES, "gen_ai", true))
                .containsEntry("gen_ai.operation.name", new Claim(Meaning.KIND, "gen_ai", true))
                .containsEntry("user.id", new Claim(Meaning.USER, "", true))
                .containsEntry("session.id", new Claim(Meaning.SESSION, "", true))
                .doesNotContainKey("my.own.key");
    }

    @Test
    void whatAnotherDialectSaidBeforeIsNotTaken() {
        var claims = claims("""
                {"openinference.span.kind":"LLM","llm.model_name":"gpt-4.1","llm.token_count.prompt":10,
                 "llm.input_messages.0.message.role":"user","llm.input_messages.0.message.content":"Hi",
                 "gen_ai.request.model":"gpt-4","gen_ai.response.model":"gpt-4.1"}""");
        assertThat(claims)
                .containsEntry("llm.model_name", new Claim(Meaning.MODEL, "openinference", true))
                .containsEntry("llm.token_count.prompt", new Claim(Meaning.INPUT_TOKENS, "openinference", true))
                .containsEntry(
                        "llm.input_messages.0.message.content",
                        new Claim(Meaning.INPUT_MESSAGES, "openinference", true))
                .containsEntry("gen_ai.response.model", new Claim(Meaning.MODEL, "gen_ai", false));
    }
}
