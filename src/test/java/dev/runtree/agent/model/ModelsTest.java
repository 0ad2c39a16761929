package dev.runtree.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsTest {
    private final Models bare = new Models(Path.of(""), Map.of());

    @Test
    void a_missing_key_is_one_line_that_names_the_variable() {
        assertThatThrownBy(() -> bare.open("openai:gpt-4.1-mini"))
                .isInstanceOf(BadModel.class)
                .hasMessage("openai:gpt-4.1-mini needs a key: set the environment variable OPENAI_API_KEY"
                        + " (and OPENAI_BASE_URL for a server of your own)");
        assertThatThrownBy(() -> bare.open("anthropic:some"))
                .hasMessage("anthropic:some needs a key: set the environment variable ANTHROPIC_API_KEY");
        assertThatThrownBy(() -> new Models(Path.of(""), Map.of("OPENAI_API_KEY", " ")).open("openai:x"))
                .isInstanceOf(BadModel.class);
    }

    @Test
    void a_server_of_ones_own_needs_no_key() {
        var model = new Models(Path.of(""), Map.of("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")).open("openai:local");

        assertThat(model).hasToString("openai:local");
        assertThat(bare.open("ollama:qwen3:0.6b").name()).isEqualTo("qwen3:0.6b");
    }

    @Test
    void what_names_no_model_is_told_with_what_was_expected() {
        assertThatThrownBy(() -> bare.open("opanai:gpt"))
                .isInstanceOf(BadModel.class)
                .hasMessage("\"opanai:gpt\" names no model: it has to be PROVIDER:NAME, with one of"
                        + " openai, anthropic, ollama, scripted; did you mean \"openai\"?");
        assertThatThrownBy(() -> bare.open("gpt-4")).hasMessageContaining("has to be PROVIDER:NAME");
        assertThatThrownBy(() -> bare.open("openai:")).hasMessageContaining("followed by the model's name");
    }

    @Test
    void a_script_is_looked_for_in_the_folder(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("hello.script.yaml"), "answers: [{text: hi}]");

        assertThat(new Models(folder, Map.of()).open("scripted:hello.script.yaml"))
                .hasToString("scripted:hello");
        assertThatThrownBy(() -> new Models(folder, Map.of()).open("scripted:none.yaml"))
                .isInstanceOf(BadModel.class)
                .hasMessageStartingWith("there is no script ")
                .hasMessageContaining("none.yaml");
    }
}
