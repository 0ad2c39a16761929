package dev.runtree.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a model passes is checked against the schema, and what is wrong is told so that it can be mended. */
class ArgumentSchemaTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String TRIP = """
            {
              "type": "object",
              "properties": {
                "depart_date": {"type": "string"},
                "nights": {"type": "integer", "minimum": 1, "maximum": 30},
                "cabin": {"enum": ["ECONOMY", "BUSINESS"]},
                "remark": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "code": {"type": "string", "pattern": "^[A-Z]{3}$", "maxLength": 3},
                "travellers": {"type": "array", "items": {"$ref": "#/$defs/Traveller"}, "minItems": 1},
                "pay": {"oneOf": [
                  {"type": "object", "properties": {"by": {"const": "card"}, "number": {"type": "string"}},
                   "required": ["by", "number"]},
                  {"type": "object", "properties": {"by": {"const": "bill"}}, "required": ["by"]},
                  {"type": "boolean"}
                ]}
              },
              "required": ["depart_date"],
              "additionalProperties": false,
              "$defs": {"Traveller": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
                "required": ["name"], "additionalProperties": false}}
            }""";

    private final ArgumentSchema trip = schema(TRIP);

    private static ArgumentSchema schema(String json) {
        try {
            return ArgumentSchema.of("trip", MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void refused(String arguments, String message) {
        assertThatThrownBy(() -> trip.read(arguments))
                .isInstanceOf(BadArguments.class)
                .hasMessage(message);
    }

    @Test
    void what_fits_is_read_digit_by_digit() {
        assertThat(trip.read("{\"depart_date\": \"2026-04-12\", \"nights\": 3, \"remark\": null,"
                                + " \"travellers\": [{\"name\": \"Ana\", \"age\": 31}], \"pay\": {\"by\": \"bill\"}}")
                        .toString())
                .isEqualTo("{\"depart_date\":\"2026-04-12\",\"nights\":3,\"remark\":null,"
                        + "\"travellers\":[{\"name\":\"Ana\",\"age\":31}],\"pay\":{\"by\":\"bill\"}}");
        assertThat(schema("{\"type\": \"object\"}").read(null)).isEmpty();
        assertThat(schema("{\"type\": \"object\"}")
                        .read("{\"price\": 0.1000000000000000000001}")
                        .get("price"))
                .hasToString("0.1000000000000000000001");
    }

    @Test
    void each_mistake_is_told_in_words() {
        refused("{\"depart_date\": 20260412}", "depart_date: a string was expected, not a number");
        refused("{}", "depart_date is missing");
        refused("{\"depart_date\": null}", "depart_date is missing");
        refused("{\"depart_date\": \"d\", \"nights\": \"3\"}", "nights: a whole number was expected, not a string");
        refused("{\"depart_date\": \"d\", \"nights\": 2.5}", "nights: a whole number was expected, not 2.5");
        refused("{\"depart_date\": \"d\", \"nights\": 0}", "nights: 0 is less than 1");
        refused(
                "{\"depart_date\": \"d\", \"cabin\": \"FIRST\"}",
                "cabin: \"FIRST\" is none of \"ECONOMY\", \"BUSINESS\"");
        refused("{\"depart_date\": \"d\", \"code\": \"lis\"}", "code: \"lis\" does not match \"^[A-Z]{3}$\"");
        refused("{\"depart_date\": \"d\", \"travellers\": []}", "travellers: at least 1 items were expected");
        refused(
                "{\"depart_date\": \"d\", \"travellers\": [{\"name\": \"Ana\"}, {\"age\": true, \"size\": 1}]}",
                "travellers[1].age: a whole number was expected, not true; travellers[1].name is missing;"
                        + " travellers[1].size is not known");
        refused(
                "{\"depart_date\": \"d\", \"night\": 3}",
                "there is no argument \"night\"; did you mean \"nights\"?; the tool takes depart_date, nights, cabin,"
                        + " remark, code, travellers, pay");
        refused("[1]", "a JSON object was expected");
        assertThatThrownBy(() -> trip.read("{\"depart_date\": "))
                .hasMessageStartingWith("they are not JSON: ")
                .hasMessageContaining("at character");
    }

    @Test
    void of_several_forms_the_nearest_is_told() {
        refused("{\"depart_date\": \"d\", \"remark\": 5}", "remark: a string or null was expected, not a number");
        refused(
                "{\"depart_date\": \"d\", \"pay\": \"card\"}",
                "pay: an object or true or false was expected, not a string");
        refused("{\"depart_date\": \"d\", \"pay\": {\"by\": \"card\"}}", "pay.number is missing");
    }

    @Test
    void all_of_it_is_told_at_once_but_not_without_end() {
        refused(
                "{\"nights\": \"x\", \"cabin\": 1, \"code\": 2}",
                "nights: a whole number was expected, not a string; cabin: 1 is none of \"ECONOMY\", \"BUSINESS\";"
                        + " code: a string was expected, not a number; depart_date is missing");
        var many = IntStream.range(0, 100).mapToObj(index -> "1").collect(Collectors.joining(","));
        assertThatThrownBy(() -> trip.read("{\"depart_date\": \"d\", \"travellers\": [" + many + "]}"))
                .hasMessageEndingWith("travellers[7]: an object was expected, not a number; and 92 more");
        assertThatThrownBy(() -> trip.read("{\"" + "x".repeat(100_000) + "\": \"" + "y".repeat(100_000) + "\"}"))
                .satisfies(problem -> assertThat(problem.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void what_is_wrong_in_form_alone_is_set_right() {
        var read = trip.read("{\"depart_date\": \"d\", \"nights\": null, \"cabin\": \"business\"}");
        assertThat(read.toString()).isEqualTo("{\"depart_date\":\"d\",\"cabin\":\"BUSINESS\"}");
    }

    @Test
    void what_the_specification_says_raw_is_kept() {
        var tool = ToolSpecification.builder()
                .name("book")
                .parameters(JsonObjectSchema.builder()
                        .addProperty("seat", JsonRawSchema.from("{\"type\":\"string\",\"pattern\":\"^[0-9]+[A-F]$\"}"))
                        .required("seat")
                        .build())
                .build();
        assertThatThrownBy(() -> ArgumentSchema.of(tool).read("{\"seat\": \"X\"}"))
                .hasMessage("seat: \"X\" does not match \"^[0-9]+[A-F]$\"");
        assertThat(ArgumentSchema.of(ToolSpecification.builder().name("now").build())
                        .read(""))
                .isEmpty();
        assertThatThrownBy(() -> ArgumentSchema.of(
                                ToolSpecification.builder().name("now").build())
                        .read("{\"zone\": 1}"))
                .hasMessage("there is no argument \"zone\"; the tool takes none");
    }

    @Test
    void a_schema_that_cannot_be_used_lets_every_object_pass() throws IOException {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            var elsewhere = schema("{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"http://127.0.0.1:"
                    + server.getAddress().getPort() + "/x.json\"}}}");
            assertThat(elsewhere.read("{\"a\": 1}")).hasSize(1);
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
        assertThat(schema("{\"properties\": {\"a\": {\"pattern\": \"(\"}}}").read("{\"a\": \"x\"}"))
                .hasSize(1);
        assertThatThrownBy(() -> schema("{\"$schema\": \"https://example.com/own\", \"type\": \"object\","
                                + " \"properties\": {\"a\": {\"type\": \"string\"}}}")
                        .read("{\"a\": 1}"))
                .hasMessage("a: a string was expected, not a number");
    }

    @Test
    void a_pattern_that_would_take_years_is_left_to_the_tool() {
        var slow = schema("{\"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"^(a+)+\\\\1b$\"}}}");
        assertThat(slow.read("{\"a\": \"" + "a".repeat(60) + "\"}")).hasSize(1);
        assertThatThrownBy(() -> slow.read("{\"a\": \"x\"}")).hasMessageContaining("does not match");
    }
}
