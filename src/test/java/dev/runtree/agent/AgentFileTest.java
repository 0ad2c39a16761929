package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.agent.model.BadModel;
import dev.runtree.agent.tool.ToolMethod;
import dev.runtree.yaml.BadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void script() throws IOException {
        file = folder.resolve("agent.yaml");
        Files.writeString(folder.resolve("hello.yaml"), "answers: [{text: hi}]");
    }

    private AgentFile read(String text) throws IOException {
        Files.writeString(file, text);
        return AgentFile.read(file, Map.of(), null);
    }

    @Test
    void describes_a_whole_agent() throws IOException {
        var read = read("""
                name: Travel desk
                model: scripted:hello.yaml
                instructions: |
                  Be kind.
                temperature: 0.2
                max_tokens: 500
                max_steps: 7
                history: 3
                tools: [clock, calculator]
                user: ana
                session: s-1
                """);

        var agent = read.agent();
        assertThat(agent.id()).isEqualTo("travel-desk");
        assertThat(agent.name()).isEqualTo("Travel desk");
        assertThat(agent.instructions()).isEqualTo("Be kind.\n");
        assertThat(agent.model()).hasToString("scripted:hello");
        assertThat(agent.tools()).extracting(ToolMethod::name).containsExactly("clock", "calculator");
        assertThat(agent.sampling()).isEqualTo(new Agent.Sampling(0.2, null, 500));
        assertThat(agent.maxSteps()).isEqualTo(7);
        assertThat(agent.history()).isEqualTo(3);
        assertThat(read.request("Hello")).isEqualTo(new RunRequest("Hello", "ana", "s-1"));
    }

    @Test
    void every_mistake_has_its_line_and_column() {
        mistake("nam: x\nmodel: scripted:hello.yaml\n", ":1:1: unknown key \"nam\"; did you mean \"name\"?");
        mistake("model: scripted:hello.yaml\n", ":1:1: \"name\" is missing");
        mistake("name: x\n", ":1:1: \"model\" is missing");
        mistake(
                "name: x\nmodel: scripted:hello.yaml\ntemperature: warm\n",
                ":3:14: a number was expected here, not \"warm\"");
        mistake(
                "name: x\nmodel: scripted:hello.yaml\ntemperature: 3\n",
                ":3:14: a number from 0.0 to 2.0 was expected");
        mistake("name: x\nmodel: scripted:hello.yaml\nmax_steps: 0\n", ":3:12: a whole number of at least 1");
        mistake(
                "name: x\nmodel: scripted:hello.yaml\ntools:\n  - clock\n  - calculater\n",
                ":5:5: there is no tool \"calculater\"; did you mean \"calculator\"?");
        mistake(
                "name: x\nmodel: scripted:hello.yaml\ntools: [com.example.Nothing]\n",
                ":3:9: there is no class com.example.Nothing on the class path");
        mistake("name: x\nmodel: opanai:y\n", ":2:8: \"opanai:y\" names no model");
        mistake(
                "name: x\nmodel: openai:y\n",
                ":2:8: openai:y needs a key: set the environment variable OPENAI_API_KEY");
        mistake("name: x\nname: y\nmodel: scripted:hello.yaml\n", ":2:1: the key \"name\" stands here a second time");
        mistake("name: {a: b}\nmodel: scripted:hello.yaml\n", ":1:7: text was expected here, not keys and values");
        mistake("name: [x\nmodel: y\n", ":2:6: not valid YAML");
        mistake("- a\n- b\n", ":1:1: keys and values were expected here, not a list");
        mistake("", ":1:1: the file is empty");
        mistake("name: \"\"\nmodel: scripted:hello.yaml\n", ":1:7: this must not be empty");
    }

    private void mistake(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(BadFile.class)
                .hasMessageContaining(file + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_file_that_cannot_be_read_is_named() throws IOException {
        assertThatThrownBy(() -> AgentFile.read(folder.resolve("none.yaml"), null))
                .isInstanceOf(BadFile.class)
                .hasMessageEndingWith("none.yaml: there is no such file");
        Files.write(file, "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> AgentFile.read(file, null)).hasMessageEndingWith("agent.yaml: is not UTF-8 text");
    }

    @Test
    void another_model_replaces_the_files_own_which_is_then_not_opened() throws IOException {
        Files.writeString(file, "name: x\nmodel: openai:needs-a-key\n");

        var read = AgentFile.read(file, Map.of(), "ollama:small");

        assertThat(read.agent().model()).hasToString("ollama:small");
        assertThatThrownBy(() -> AgentFile.read(file, Map.of(), "nonsense")).isInstanceOf(BadModel.class);
    }

    @Test
    void the_example_in_the_documentation_can_be_read() {
        assertThat(AgentFile.read(Path.of("docs/examples/assistant.yaml"), Map.of(), null)
                        .agent()
                        .tools())
                .hasSize(2);
    }
}
