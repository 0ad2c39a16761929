package dev.runtree.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ToolMethodTest {

    public enum Cabin {
        ECONOMY,
        BUSINESS
    }

    public record Traveller(
            String firstName, int age, @Nullable String note) {}

    public record Booking(String code, List<Traveller> travellers) {}

    /** Tools of every shape. */
    public static final class Desk {
        @Tool("Books a flight")
        public Booking bookFlight(
                @Param("Where to") String destination,
                List<Traveller> travellers,
                Cabin cabin,
                boolean window,
                double maxPrice,
                @Nullable Integer bags,
                Optional<String> remark) {
            return new Booking(destination + "-" + cabin + "-" + bags + "-" + remark.orElse("none"), travellers);
        }

        @Tool(value = "Fails", name = "fail_always")
        public String fail() {
            throw new IllegalStateException("the printer is on fire");
        }

        @Tool("Fails with a code")
        public String refuse() {
            throw new ToolFailure("DATE_IN_PAST", "2026-04-12 is over");
        }

        @Tool("Says nothing")
        public void silent() {}
    }

    private static final String GOOD = """
            {"destination": "BER", "travellers": [{"first_name": "Ana", "age": 31}], "cabin": "business",
             "window": true, "max_price": 250.5}""";

    private final List<ToolMethod> tools = ToolMethod.of(new Desk());

    private ToolMethod tool(String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_schema_says_what_the_method_takes() {
        assertThat(tools)
                .extracting(ToolMethod::name)
                .containsExactly("book_flight", "fail_always", "refuse", "silent");
        var parameters = tool("book_flight").specification().parameters();
        assertThat(parameters.required()).containsExactly("destination", "travellers", "cabin", "window", "max_price");
        assertThat(parameters.properties())
                .hasEntrySatisfying(
                        "destination", place -> assertThat(place.description()).isEqualTo("Where to"));
        assertThat(parameters.properties().get("cabin"))
                .isInstanceOfSatisfying(
                        JsonEnumSchema.class,
                        choice -> assertThat(choice.enumValues()).containsExactly("ECONOMY", "BUSINESS"));
        assertThat(parameters.properties().get("travellers"))
                .isInstanceOfSatisfying(
                        JsonArraySchema.class,
                        array -> assertThat(array.items())
                                .isInstanceOfSatisfying(
                                        JsonObjectSchema.class,
                                        traveller ->
                                                assertThat(traveller.required()).containsExactly("first_name", "age")));
    }

    @Test
    void arguments_are_bound_and_the_result_is_json() {
        assertThat(tool("book_flight").call(GOOD, ToolContexts.none()))
                .isEqualTo(new ToolResult.Done("{\"code\":\"BER-BUSINESS-null-none\","
                        + "\"travellers\":[{\"first_name\":\"Ana\",\"age\":31,\"note\":null}]}"));
        assertThat(tool("silent").call("", ToolContexts.none())).isEqualTo(new ToolResult.Done("null"));
    }

    @Test
    void what_does_not_fit_is_told_so_that_the_model_can_mend_it() {
        refused("{\"destination\": ", "invalid arguments: they are not JSON");
        refused("[1]", "invalid arguments: a JSON object was expected");
        refused("{}", "invalid arguments: destination is missing");
        refused(GOOD.replace("max_price", "maxprice"), "invalid arguments: ", "maxprice", "max_price");
        refused(GOOD.replace("business", "first"), "invalid arguments: cabin", "ECONOMY", "BUSINESS");
        refused(GOOD.replace("31", "\"old\""), "invalid arguments: travellers[0].age");
        refused(
                GOOD.replace("\"first_name\": \"Ana\", ", ""),
                "invalid arguments: travellers[0].first_name is missing");
        refused(GOOD.replace("31", "31.5"), "invalid arguments: travellers[0].age");
    }

    private void refused(String arguments, String message, String... more) {
        assertThat(tool("book_flight").call(arguments, ToolContexts.none()))
                .isInstanceOfSatisfying(ToolResult.Failed.class, failed -> {
                    assertThat(failed.type()).isEqualTo("invalid_arguments");
                    assertThat(failed.text()).startsWith(message);
                    assertThat(more).allMatch(failed.text()::contains);
                    assertThat(tool("book_flight").refusal(arguments))
                            .as("known before anybody has to approve it")
                            .isNotNull();
                });
    }

    @Test
    void an_exception_is_the_result_with_its_own_stack_trace() {
        assertThat(tool("fail_always").call("{}", ToolContexts.none()))
                .isInstanceOfSatisfying(ToolResult.Failed.class, failed -> {
                    assertThat(failed.type()).isEqualTo("java.lang.IllegalStateException");
                    assertThat(failed.text()).isEqualTo("IllegalStateException: the printer is on fire");
                    assertThat(failed.cause()).isInstanceOf(IllegalStateException.class);
                });
        assertThat(tool("refuse").call("{}", ToolContexts.none()))
                .isInstanceOfSatisfying(ToolResult.Failed.class, failed -> {
                    assertThat(failed.type()).isEqualTo("DATE_IN_PAST");
                    assertThat(failed.text()).isEqualTo("DATE_IN_PAST: 2026-04-12 is over");
                });
    }

    /** What models cannot pass. */
    public static final class Impossible {
        @Tool("Reads a stream")
        public String read(java.io.InputStream in) {
            return in.toString();
        }
    }

    @Test
    void a_method_that_cannot_be_a_tool_is_named() {
        assertThatThrownBy(() -> ToolMethod.of(new Impossible()))
                .isInstanceOf(BadTool.class)
                .hasMessageStartingWith("Impossible.read: a tool cannot take a java.io.InputStream");
        assertThatThrownBy(() -> ToolMethod.of("text")).hasMessage("java.lang.String has no public method with @Tool");
    }
}
