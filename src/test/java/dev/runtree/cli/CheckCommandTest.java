package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** {@code runtree check}: cases that are made of runs and checked, what it prints and writes, and what it refuses. */
class CheckCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    /** In which the runs that were recorded are not. */
    @RegisterExtension
    static final TestDatabase colleagues = new TestDatabase();

    @TempDir
    static Path scripts;

    @TempDir
    Path folder;

    private static String run = "";
    private Captured captured = new Captured();

    @BeforeAll
    static void record() throws IOException {
        script("first.yaml", "It is ${result}.");
        var agent = Files.writeString(scripts.resolve("adder.yaml"), """
            name: Adder
            model: scripted:first.yaml
            tools: [calculator]
            """);
        var test = new CheckCommandTest();
        assertThat(test.execute("run", agent.toString(), "-m", "What is 6 * 7? Write to ana@example.com.", "--json"))
                .isZero();
        run = test.last().path("run_id").asText();
    }

    private static void script(String name, String answer) throws IOException {
        Files.writeString(scripts.resolve(name), """
            model: adder-1
            answers:
              - when: {step: 1}
                call: [{id: c1, tool: calculator, arguments: {expression: "6 * 7"}}]
              - text: "%s"
            """.formatted(answer));
    }

    private static String model(String name) {
        return "scripted:" + scripts.resolve(name);
    }

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("adder.yaml");
    }

    @Test
    void aMendedForkIsKeptAsACaseThatFailsWhenTheAnswerIsWrongAgain() throws Exception {
        var edit = Files.writeString(folder.resolve("edit.yml"), "tool: calculator\nresult: \"43\"\n");
        assertThat(execute(
                        "replay",
                        run,
                        "--from",
                        "3",
                        "--edit",
                        edit.toString(),
                        "--live-model",
                        "--model",
                        model("first.yaml"),
                        "--json"))
                .as(captured.err())
                .isZero();
        var fork = last().path("run_id").asText();
        Files.delete(edit);
        script("model.yaml", "It is ${result}.");
        assertThat(execute(
                        "check", "--new", fork, "--live-model", "--model", model("model.yaml"), "-o", file.toString()))
                .as(captured.err())
                .isZero();
        assertThat(captured.out()).contains("The case is in " + file, "adder.otlp.json", "runtree check " + file);
        assertThat(Files.readString(file)).contains("contains: \"It is 43.\"");

        assertThat(execute("check", folder.toString())).as(captured.out()).isZero();
        assertThat(captured.lines().getFirst()).startsWith("passed  " + file);
        assertThat(captured.lines().getLast()).startsWith("1 case: 1 passed in ");
        assertThat(captured.err()).isEmpty();

        script("model.yaml", "It is \\u001b[31m 44 & <more>.");
        var junit = folder.resolve("report.xml");
        assertThat(execute("check", folder.toString(), "--junit", junit.toString()))
                .isEqualTo(1);
        assertThat(captured.out())
                .contains(
                        "failed  " + file + ":",
                        "answer.contains: expected \"It is 43.\", got \"It is \uFFFD[31m 44 & <more>.\"")
                .contains("\n        runtree diff " + fork + " ")
                .contains("1 case: 0 passed, 1 failed in ");
        assertThat(captured.err()).isEmpty();
        var failed = junit(junit, 1, 1, 0, 0).getElementsByTagName("failure").item(0);
        assertThat(((Element) failed).getAttribute("type")).isEqualTo("answer.contains");
        assertThat(((Element) failed).getAttribute("message")).contains("got \"It is \\u001b[31m 44 & <more>.\"");
        assertThat(failed.getTextContent()).contains(file + ":");

        var shown = diffLine();
        assertThat(execute(shown.split(" ")))
                .as("the line that it prints shows where they part")
                .isEqualTo(1);
        assertThat(captured.out()).contains("44");
    }

    private String diffLine() {
        return captured.lines().stream()
                .map(String::strip)
                .filter(line -> line.startsWith("runtree diff "))
                .findFirst()
                .orElseThrow()
                .substring("runtree ".length());
    }

    @Test
    void capturesOfOtherSdksAndTheExampleOfTheDocsAreChecked() throws IOException {
        var words = new ArrayList<>(List.of("import"));
        for (var capture :
                List.of("vercel-5-two-agents", "langsmith-tool-error", "gen-ai-toolerror", "gen-ai-toolerror-logs")) {
            words.add(
                    Path.of("src", "test", "resources", "otlp", capture + ".pb").toString());
        }
        assertThat(execute(words.toArray(String[]::new))).as(captured.err()).isZero();
        assertThat(execute("ls", "source:import", "--json")).isZero();
        var made = 0;
        for (var line : captured.lines()) {
            var imported = new ObjectMapper().readTree(line);
            if (imported.path("parent_run_id").isNull()) {
                var one = folder.resolve(made++ + ".yaml");
                assertThat(execute("check", "--new", imported.path("run_id").asText(), "-o", one.toString()))
                        .as(captured.err())
                        .isZero();
            }
        }
        assertThat(made).isGreaterThan(2);
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::toString)).anyMatch(name -> name.endsWith(".otlp.logs.json"));
        }
        assertThat(execute("check", folder.toString(), "docs/examples/checks", "--json"))
                .as(captured.out())
                .isZero();
        var lines = captured.lines();
        assertThat(lines).hasSize(made + 2);
        var first = new ObjectMapper().readTree(lines.getFirst());
        assertThat(first.path("status").asText()).isEqualTo("passed");
        assertThat(first.path("replay").asText()).isEqualTo("recorded");
        assertThat(first.path("steps").asInt()).isGreaterThan(1);
        assertThat(first.path("failures").isEmpty()).isTrue();
        assertThat(last().path("passed").asInt()).isEqualTo(made + 1);
        assertThat(last().path("cost").decimalValue()).isZero();
    }

    @Test
    void theRecordGoesWithTheCaseAndIsTakenIntoNoDatabase() throws IOException {
        assertThat(execute("check", "--new", run, "-o", file.toString(), "--redact"))
                .isZero();
        assertThat(captured.out()).contains("Redacted email");
        assertThat(Files.readString(file) + Files.readString(folder.resolve("adder.otlp.json")))
                .doesNotContain("ana@example.com");
        assertThat(elsewhere("check", file.toString(), "--json")).isZero();
        assertThat(elsewhere("ls", "--json")).isZero();
        assertThat(captured.lines()).as("the replay alone").hasSize(1);
        Files.writeString(file, Files.readString(file).replace("It is 42.", "It is 43."));
        assertThat(elsewhere("check", file.toString())).isEqualTo(1);
        assertThat(captured.out()).contains("runtree show ").doesNotContain("runtree diff");
    }

    @Test
    void aMistakeOrALackIsAnErrorAndTheOthersAreChecked() throws Exception {
        assertThat(execute("check", "--new", run, "-o", file.toString())).isZero();
        var good = Files.readString(file);
        Files.writeString(folder.resolve("b.yaml"), good.replace("expect:", "expects:"));
        Files.writeString(folder.resolve("c.yaml"), good.replace("adder.otlp.json", "none.otlp.json"));
        Files.writeString(folder.resolve("d.yaml"), good.replace("replay: recorded", "replay: live-model"));
        Files.writeString(
                folder.resolve("d2.yaml"), good.replace("replay: recorded", "replay: live-model\nmodel: opnai:x"));
        Files.writeString(folder.resolve("e.yaml"), "a: [");
        Files.writeString(folder.resolve("adder.otlp.json.yaml"), good.replace("steps: 4", "steps: 3"));
        Files.createDirectory(folder.resolve(".hidden"));
        Files.writeString(folder.resolve(".hidden").resolve("f.yaml"), "a: [");
        var junit = folder.resolve("report.xml");
        assertThat(execute("check", folder.toString(), "--junit", junit.toString()))
                .isEqualTo(1);
        assertThat(captured.out())
                .contains("passed  " + file)
                .contains(
                        "error   " + folder.resolve("b.yaml") + ":",
                        "unknown key \"expects\"; did you mean \"expect\"?")
                .contains("error   " + folder.resolve("c.yaml") + ": The record ", "there is no such file")
                .contains("error   " + folder.resolve("d.yaml") + ": The recorded model cannot be asked")
                .contains("error   " + folder.resolve("d2.yaml")
                        + ": the model that it names cannot be asked: \"opnai:x\"")
                .contains("error   " + folder.resolve("e.yaml") + ":1:")
                .contains("at_most.steps: expected 3 steps, got 4 steps")
                .contains("7 cases: 1 passed, 1 failed, 5 errors in ");
        junit(junit, 7, 1, 5, 0);

        Files.delete(folder.resolve("adder.otlp.json.yaml"));
        assertThat(execute("check", folder.toString(), "--json"))
                .as("nothing failed, not all is known")
                .isEqualTo(3);
        assertThat(last().path("errors").asInt()).isEqualTo(5);
        assertThat(captured.err()).isEqualToIgnoringNewLines("5 of 6 cases could not be checked");
        assertThat(execute("check", file.toString(), "--live-model", "--model", model("first.yaml")))
                .isZero();
    }

    @Test
    void whatCannotBeDoneIsOneLine() throws IOException {
        assertThat(execute("check", "--new", run, "-o", file.toString())).isZero();
        refused(2, "Name the files or folders of cases");
        refused(2, "give one of them", file.toString(), "--new", run, "-o", "x.yaml");
        refused(2, "Name the file of the case with -o FILE", "--new", run);
        refused(2, "ends in .yaml", "--new", run, "-o", "x.json");
        refused(2, "go with --new RUN", file.toString(), "--from", "3");
        refused(2, "--one-call needs the model call", "--new", run, "-o", "x.yaml", "--one-call");
        refused(2, "add --live-model", "--new", run, "-o", "x.yaml", "--from", "3");
        refused(2, "add --live-model", file.toString(), "--model", "openai:x");
        refused(2, "Choose one of --recorded", file.toString(), "--recorded", "--live-model");
        refused(2, "--max-time needs a time", file.toString(), "--max-time", "soon");
        refused(3, "There is no file or folder nowhere", "nowhere");
        refused(
                3,
                "There is no case in the folder",
                Files.createDirectory(folder.resolve("empty")).toString());
        refused(3, "exists already", "--new", run, "-o", file.toString());
        refused(
                3,
                "There is no run or trace",
                "--new",
                "ffffffff",
                "-o",
                folder.resolve("x.yaml").toString());
        refused(
                3,
                "is a model call, and step 3",
                "--new",
                run,
                "-o",
                folder.resolve("x.yaml").toString(),
                "--one-call",
                "--from",
                "3");
        assertThat(folder.resolve("x.yaml")).doesNotExist();
        assertThat(folder.resolve("x.otlp.json")).doesNotExist();
    }

    private void refused(int status, String why, String... words) {
        var all = new ArrayList<>(List.of("check"));
        all.addAll(List.of(words));
        assertThat(execute(all.toArray(String[]::new))).as(captured.err()).isEqualTo(status);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).contains(why);
    }

    /** By the rules of Jenkins's junit-10.xsd. */
    private static Document junit(Path file, int tests, int failures, int errors, int skipped) throws Exception {
        var xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        var suites = xml.getDocumentElement();
        var suite = (Element) suites.getElementsByTagName("testsuite").item(0);
        assertThat(suites.getTagName()).isEqualTo("testsuites");
        attributes(suites, "name", "tests", "failures", "errors", "time");
        attributes(suite, "name", "tests", "failures", "errors", "skipped", "time", "timestamp");
        for (var counted : List.of(suites, suite)) {
            assertThat(List.of(
                            counted.getAttribute("tests"),
                            counted.getAttribute("failures"),
                            counted.getAttribute("errors")))
                    .containsExactly(String.valueOf(tests), String.valueOf(failures), String.valueOf(errors));
            assertThat(counted.getAttribute("time")).matches("\\d+\\.\\d{3}");
        }
        assertThat(suite.getAttribute("skipped")).isEqualTo(String.valueOf(skipped));
        var cases = suite.getElementsByTagName("testcase");
        assertThat(cases.getLength()).isEqualTo(tests);
        for (var at = 0; at < tests; at++) {
            attributes((Element) cases.item(at), "name", "classname", "time");
        }
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(failures);
        assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(errors);
        return xml;
    }

    private static void attributes(Element element, String... names) {
        var there = new ArrayList<String>();
        for (var at = 0; at < element.getAttributes().getLength(); at++) {
            there.add(element.getAttributes().item(at).getNodeName());
        }
        assertThat(Set.copyOf(there)).isEqualTo(Set.of(names));
    }

    private JsonNode last() throws IOException {
        return new ObjectMapper().readTree(captured.lines().getLast());
    }

    private int execute(String... words) {
        captured = new Captured();
        return Cli.run(words(db, words), captured.terminal(), new NoScreens());
    }

    private static String[] words(TestDatabase database, String... words) {
        var url = database.target().url();
        var all = new ArrayList<>(List.of(words));
        all.add("--db");
        all.add(url + (url.contains("?") ? "&" : "?") + "user="
                + database.target().user() + "&password=" + database.target().password());
        return all.toArray(String[]::new);
    }

    /** On a colleague's machine. */
    private int elsewhere(String... words) {
        captured = new Captured();
        return Cli.run(words(colleagues, words), captured.terminal(), new NoScreens());
    }
}
