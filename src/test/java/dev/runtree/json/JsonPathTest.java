package dev.runtree.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
    /** The bookshop of RFC 9535, section 1.5. */
    private static final JsonIndex SHOP = JsonIndex.of("""
            { "store": {
                "book": [
                  { "category": "reference", "author": "Nigel Rees",
                    "title": "Sayings of the Century", "price": 8.95 },
                  { "category": "fiction", "author": "Evelyn Waugh",
                    "title": "Sword of Honour", "price": 12.99 },
                  { "category": "fiction", "author": "Herman Melville",
                    "title": "Moby Dick", "isbn": "0-553-21311-3", "price": 8.99 },
                  { "category": "fiction", "author": "J. R. R. Tolkien",
                    "title": "The Lord of the Rings", "isbn": "0-395-19395-8", "price": 22.99 }
                ],
                "bicycle": { "color": "red", "price": 399 }
              } }""");

    /** The example of section 2.3.5, for filters. */
    private static final JsonIndex FILTERED = JsonIndex.of("""
            { "a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
              "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}}, "e": "f" }""");

    private static List<String> found(JsonIndex index, String path) throws BadJsonPath {
        return JsonPath.parse(path).lines(index).stream()
                .map(line -> JsonPrint.compact(index, line))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
                    $.store.book[*].author                 => "Nigel Rees","Evelyn Waugh","Herman Melville","J. R. R. Tolkien"
                    $..author                              => "Nigel Rees","Evelyn Waugh","Herman Melville","J. R. R. Tolkien"
                    $.store..price                         => 8.95,12.99,8.99,22.99,399
                    $..book[2].author                      => "Herman Melville"
                    $..book[2].publisher                   => ``
                    $..book[-1].title                      => "The Lord of the Rings"
                    $..book[0,1].title                     => "Sayings of the Century","Sword of Honour"
                    $..book[:2].title                      => "Sayings of the Century","Sword of Honour"
                    $..book[::-2].title                    => "The Lord of the Rings","Sword of Honour"
                    $..book[?@.isbn].price                 => 8.99,22.99
                    $..book[?@.price<10].price             => 8.95,8.99
                    $..book[?@.price==8.950].price         => 8.95
                    $.store['bicycle']["color"]            => "red"
                    $..[?search(@.title, '[Tt]he')].price  => 8.95,22.99
                    $..book[?match(@.author, '.*Waugh')].price => 12.99
                    $..book[?length(@.title) < 10].title   => "Moby Dick"
                    $..book[?count(@.*) > 4 && !(@.price > 10)].price => 8.99
                    $.store[?@.color == 'red'].price       => 399
                    """)
    void findsInTheBookshopWhatTheRfcSays(String path, String values) throws BadJsonPath {
        assertThat(String.join(",", found(SHOP, path))).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
                    $.a[?@.b == 'kilo']              => {"b":"kilo"}
                    $.a[?(@.b == 'kilo')]            => {"b":"kilo"}
                    $.a[?@>3.5]                      => 5,4,6
                    $.a[?@.b]                        => {"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"}
                    $[?@.*]                          => [3,5,1,2,4,6,{"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"}],{"p":1,"q":2,"r":3,"s":5,"t":{"u":6}}
                    $.o[?@<3, ?@<3]                  => 1,2,1,2
                    $.a[?@<2 || @.b == "k"]          => 1,{"b":"k"}
                    $.a[?match(@.b, "[jk]")]         => {"b":"j"},{"b":"k"}
                    $.a[?search(@.b, "[jk]")]        => {"b":"j"},{"b":"k"},{"b":"kilo"}
                    $.o[?@>1 && @<4]                 => 2,3
                    $.o[?@.u || @.x]                 => {"u":6}
                    $.a[?@.b == $.x]                 => 3,5,1,2,4,6
                    $.a[?@ == @]                     => 3,5,1,2,4,6,{"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"}
                    """)
    void filtersAsTheRfcSays(String path, String values) throws BadJsonPath {
        assertThat(String.join(",", found(FILTERED, path))).isEqualTo(values);
    }

    @Test
    void numbersAreComparedExactly() throws BadJsonPath {
        var index = JsonIndex.of("[100, 1e2, 0.1, 9007199254740993, 9007199254740992, 1e999999999999]");
        assertThat(found(index, "$[?@ == 100]")).containsExactly("100", "1e2");
        assertThat(found(index, "$[?@ == 9007199254740993]")).containsExactly("9007199254740993");
        assertThat(found(index, "$[?@ == 0.10]")).containsExactly("0.1");
    }

    @Test
    void ofAKeyThatOccursTwiceBothValuesAreFound() throws BadJsonPath {
        assertThat(found(JsonIndex.of("{\"a\":1,\"b\":2,\"a\":3}"), "$.a")).containsExactly("1", "3");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
                    a             => 0 => begins with $
                    $.            => 2 => a name or *
                    $.a[          => 4 => a key in quotes
                    $.a[0         => 5 => ] or ,
                    $['a          => 2 => not closed
                    $[01]         => 2 => leading zeros
                    $.a x         => 3 => . or [
                    $[?@.a == ]   => 10 => expected @, $, a value
                    $[?@.a]]      => 7 => . or [
                    $[?@.* == 1]  => 3 => one value
                    $[?count(1)]  => 9 => a query
                    $[?length(@)] => 12 => ==
                    $[?foo(@)]    => 3 => functions
                    """)
    void aMistakeIsToldAtItsPlace(String path, int at, String words) {
        assertThatThrownBy(() -> JsonPath.parse(path))
                .isInstanceOf(BadJsonPath.class)
                .hasMessageContaining(words)
                .extracting(e -> ((BadJsonPath) e).at())
                .isEqualTo(at);
    }

    /** A pattern that goes round for longer than a life ends when nobody waits for it. */
    @Test
    void canBeGivenUpInTheMiddleOfAMatch() throws BadJsonPath {
        var index = JsonIndex.of("[\"" + "a".repeat(5_000) + "!\"]");
        var path = JsonPath.parse("$[?match(@, 'a*a*a*a*b')]");
        var asked = new int[1];
        assertThatThrownBy(() -> path.lines(index, () -> ++asked[0] > 10_000))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aQueryThatFindsEverythingAgainAndAgainEnds() throws BadJsonPath {
        var index = JsonIndex.of("[".repeat(3_000) + "]".repeat(3_000));
        assertThatThrownBy(() -> JsonPath.parse("$..*..*").lines(index)).isInstanceOf(JsonPath.TooManyValues.class);
    }
}
