package dev.runtree.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    /** Each begins with the rule that has to find it; what has to go stands between brackets. */
    static Stream<String> found() {
        return """
                email Write to [ana.silva+trips@example.com], please.
                email <[o'brien@mail.example.co.uk]>
                email email=[ana@example.org]&x=1
                email "[jürgen@müller.example]"
                email two: [a@b.io];[c_d@e-f.museum]
                phone call [+49 30 901820] or
                phone [+1 (415) 555-2671].
                phone [+14155552671]
                phone tel:[+44-20-7946-0958]
                phone [0049 30 901820]
                phone [(415) 555-2671] x12
                phone [415-555-2671]
                phone [415.555.2671]
                phone [1-800-555-0199 ]is free
                phone Tel. [030 9018200], abends
                phone [020 7946 0958]
                phone [06 12 34 56 78]
                phone [0151-12345678]
                phone [+33 6 12 34 56 78]
                phone [+351 912 345 678]
                card [4111 1111 1111 1111] exp 12/29
                card [4111-1111-1111-1111]
                card card=[4111111111111111]
                card [5555555555554444]
                card [2223003122003222]
                card [3782 822463 10005]
                card [378282246310005]
                card [6011111111111117]
                card [3530111333300000]
                card [30569309025904]
                card [6200000000000005]
                card no.[4012888888881881]!
                iban [DE89 3704 0044 0532 0130 00] thanks
                iban [DE89370400440532013000]
                iban [GB82WEST12345698765432]
                iban [fr14 2004 1010 0505 0001 3m02 606]
                iban [NO9386011117947]
                iban IBAN:[PT50 0002 0123 1234 5678 9015 4].
                key [sk-proj-AbCdEf0123456789AbCdEf0123456789]
                key [sk-ant-api03-AbCd0123456789_-AbCd0123456789]
                key OPENAI_API_KEY=[sk-1234567890abcdefghijklmnop]
                key [AKIAIOSFODNN7EXAMPLE]
                key aws_secret_access_key = [wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY]
                key [ghp_16C7e42F292c6912E7710c838347Ae178B4a]
                key [github_pat_11ABCDEFG0abcdefghij_klmnopqrstuv]
                key [AIzaSyA-1234567890abcdefghijklmnopqrstu]
                key [xoxb-123456789012-abcdefABCDEF]
                key Authorization: Bearer [abcdef0123456789abcdef]
                key {"Authorization":"Bearer [eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl]"}
                key [eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl]
                key password=[hunter2!]
                key "api_key": "[a1b2c3d4e5f6]"
                key postgres://ana:[s3cr3t]@db.example.com/x
                key [glpat-ABCDEF0123456789abcd]
                key [hf_ABCDEFGHIJ0123456789abcdef]
                key [sk_live_4eC39HqLyjWDarjtT1zdp7dc]
                """.lines();
    }

    @ParameterizedTest
    @MethodSource("found")
    void finds(String line) {
        var rule = line.substring(0, line.indexOf(' '));
        var text = line.substring(rule.length() + 1);
        var expected = new StringBuilder();
        var number = 1;
        var rest = text;
        while (rest.contains("[")) {
            expected.append(rest, 0, rest.indexOf('['))
                    .append('<')
                    .append(rule)
                    .append(' ')
                    .append(number++)
                    .append('>');
            var inside = rest.substring(rest.indexOf('[') + 1, rest.indexOf(']'));
            expected.append(inside.endsWith(" ") ? " " : "");
            rest = rest.substring(rest.indexOf(']') + 1);
        }
        expected.append(rest);
        assertThat(new Redaction(RedactionRules.DEFAULT).text(text.replaceAll("[\\[\\]]", "")))
                .isEqualTo(expected.toString());
    }

    /** What looks like one of them and is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112", // wrong checksum
                "1234 5678 9012 3452", // no brand
                "order 79927398713 of 12",
                "41111111111111114111111111111111",
                "id 4111111111111111a",
                "0x4111111111111111",
                "3f786850e387550fdaeb8abac4b6d0a1c2e3f4a5", // SHA-1
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "d41d8cd98f00b204e9800998ecf8427e",
                "550e8400-e29b-41d4-a716-446655440000",
                "41111111-1111-4111-8111-111111111111",
                "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00000000-0000-0000-0000-000000000000",
                "2026-04-12",
                "2026-04-12T14:02:11.123456789Z",
                "2026-04-12 14:02:11 +0100",
                "04-12-2026 to 06-12-2026",
                "12.04.2026 07:30:00",
                "1700000000123456789",
                "1700000000123",
                "1700000000",
                "5000000000000000000 ns",
                "version 1.18.0-beta28",
                "10.20.30.40.50",
                "192.168.100.200:5432",
                "415.555.267.189",
                "2001:db8::8a2e:370:7334",
                "$4.9012 and +61 % and −3.78 s",
                "+1234567.89",
                "1,234,567.89",
                "12.400.000 tokens",
                "ISBN 978-3-16-148410-0",
                "flight TP 1927 at 06:40, seat 12A",
                "invoice INV-1187-2026-00042",
                "1234567890123456",
                "100000 spans in 0.61 s",
                "0.0123456789 and 0.5 0.25 0.125",
                "call_000370 chatcmpl-000377 run-0123456789",
                "toolu_01A09q90qw90lq917835lq9",
                "msg_01XFDUDYJgAACzvnptvVoYEL",
                "@app.route('/x') def f(self): return a@b",
                "npm i @scope/pkg@1.2.3",
                "total_tokens: 123456, input_tokens=98765",
                "token: required",
                "the secret: nobody knows",
                "password: required",
                "bearer authentication is used",
                "sk-learn and sk-1 and task-0123456789",
                "DE89 3704 0044 0532 0130 01", // wrong checksum
                "GB29NWBK", // too short
                "IBAN is a number",
                "SELECT * FROM t WHERE id = 42",
                "https://example.com:8080/a/b?c=d#e",
                "EURUSD 1.0832 1.0835 1.0840 1.0851",
                "9 12 15 18 21 24 27 30 33 36"
            })
    void leavesAlone(String text) {
        assertThat(new Redaction(RedactionRules.DEFAULT).text(text)).isEqualTo(text);
    }

    @Test
    void privateKeysGoAsAWhole() {
        var text = "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAAAA\n-----END RSA PRIVATE KEY-----\nb";
        assertThat(new Redaction(RedactionRules.DEFAULT).text(text)).isEqualTo("a\n<key 1>\nb");
        assertThat(new Redaction(RedactionRules.DEFAULT).text("-----BEGIN PRIVATE KEY-----\nMIIE"))
                .isEqualTo("<key 1>");
    }

    @Test
    void theSameValueIsTheSamePlaceholderInAllOfAnOutput() {
        var redaction = new Redaction(RedactionRules.DEFAULT);
        assertThat(redaction.text("ana@x.org, ben@x.org")).isEqualTo("<email 1>, <email 2>");
        assertThat(redaction.json("{\"to\":\"ANA@x.org\",\"card\":\"4111 1111 1111 1111\"}"))
                .isEqualTo("{\"to\":\"<email 1>\",\"card\":\"<card 1>\"}");
        assertThat(redaction.text("4111-1111-1111-1111 ben@x.org")).isEqualTo("<card 1> <email 2>");
        assertThat(redaction.report().places()).isEqualTo(6);
        assertThat(redaction.report().rules())
                .extracting(RedactionReport.Found::rule, RedactionReport.Found::places, RedactionReport.Found::values)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("email", 4L, 2),
                        org.assertj.core.groups.Tuple.tuple("card", 2L, 1));
    }

    @Test
    void samplesShowBeforeAndAfter() {
        var redaction = new Redaction(RedactionRules.DEFAULT);
        redaction.text("Please write to ana@x.org today.");
        var sample = redaction.report().rules().getFirst().samples().getFirst();
        assertThat(sample.before()).isEqualTo("Please write to ana@x.org today.");
        assertThat(sample.after()).isEqualTo("Please write to <email 1> today.");
    }

    @Test
    void jsonKeepsStructureAndWhatIsNotReplacedAsItWas() {
        var json =
                "{ \"ana@x.org\" : [1.50, 1e2, \"\\u00e4\", {\"n\": 4111111111111111}], \"d\": \"a\\n\\\"b@c.de\\\"\" }";
        assertThat(new Redaction(RedactionRules.DEFAULT).json(json))
                .isEqualTo(
                        "{ \"<email 1>\" : [1.50, 1e2, \"\\u00e4\", {\"n\": \"<card 1>\"}], \"d\": \"a\\n\\\"<email 2>\\\"\" }");
    }

    @Test
    void jsonWithinJsonIsLookedIntoWhateverItsEscapes() {
        assertThat(new Redaction(RedactionRules.DEFAULT)
                        .json("{\"input.value\":\"{\\\"q\\\":\\\"ana\\\\u0040x.org\\\"}\"}"))
                .isEqualTo("{\"input.value\":\"{\\\"q\\\":\\\"<email 1>\\\"}\"}");
    }

    @Test
    void aSecretsNameIsEnough() {
        assertThat(
                        new Redaction(RedactionRules.DEFAULT)
                                .json(
                                        "{\"headers\":{\"X-Api-Key\":\"abcd\",\"Cookie\":\"a=b\"},\"db.password\":\"hello\",\"tokens\":\"12\"}"))
                .isEqualTo(
                        "{\"headers\":{\"X-Api-Key\":\"<key 1>\",\"Cookie\":\"a=b\"},\"db.password\":\"<key 2>\",\"tokens\":\"12\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "id_token",
                "api_token",
                "session_token",
                "access_key",
                "account_key",
                "pwd",
                "dbPassword",
                "openaiApiKey",
                "OPENAIApiKey",
                "sessionToken",
                "AWS_SECRET_ACCESS_KEY",
                "clientSecret"
            })
    void aSecretsNameIsEnoughInTheWordsOfEveryone(String name) {
        var redaction = new Redaction(RedactionRules.DEFAULT);
        assertThat(redaction.json("{\"" + name + "\":\"abcdefgh\"}")).isEqualTo("{\"" + name + "\":\"<key 1>\"}");
        assertThat(redaction.json("{\"" + name + "\":12345678}")).isEqualTo("{\"" + name + "\":\"<key 2>\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_tokens",
                "gen_ai.usage.input_tokens",
                "totalTokens",
                "token_count",
                "input_cost_per_token",
                "time_to_first_token",
                "keyword",
                "secretary"
            })
    void namesThatOnlySoundLikeSecretsAreNone(String name) {
        var json = "{\"" + name + "\":12345,\"logprobs\":[{\"token\":\" everything\"},{\"token\":\"Paris\"}]}";
        assertThat(new Redaction(RedactionRules.DEFAULT).json(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1111", " 212 555 4147", "[\"a\"] 212 555 4147"})
    void aMessageOfDigitsAloneIsNoJson(String said) {
        assertThat(new Redaction(RedactionRules.DEFAULT).json(said)).doesNotContain("1111", "4147");
        assertThat(new Redaction(RedactionRules.DEFAULT.only("content")).json(said))
                .isEqualTo("<text, " + said.length() + " characters>");
    }

    @Test
    void idsOfSpansStay() {
        var json = "[{\"trace_id\":\"41111111111111114111111111111111\",\"span_id\":\"4111111111111111\"}]";
        assertThat(new Redaction(RedactionRules.DEFAULT).json(json)).isEqualTo(json);
    }

    @Test
    void contentCanBeDroppedAndTheStructureStays() {
        var rules = RedactionRules.DEFAULT.only("content");
        assertThat(new Redaction(rules).json("""
                                {"gen_ai.operation.name":"chat","gen_ai.usage.input_tokens":12,"gen_ai.request.model":"gpt-4.1",\
                                "input.value":"{\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"I am Ana\\"}]}","user.id":"ana@x.org"}""")).isEqualTo("""
                        {"gen_ai.operation.name":"chat","gen_ai.usage.input_tokens":12,"gen_ai.request.model":"gpt-4.1",\
                        "input.value":"{\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"<text, 8 characters>\\"}]}","user.id":"<text, 9 characters>"}""");
    }

    @Test
    void ownRulesComeFirstAndTakeTheirGroup() {
        var rules = RedactionRules.DEFAULT
                .with(OwnRule.of("booking", "booking ([A-Z]{2}-\\d{5})"))
                .with(OwnRule.of("host", "[a-z]+\\.internal"));
        assertThat(new Redaction(rules).text("booking BX-40917 at db.internal for ana@db.internal"))
                .isEqualTo("booking <booking 1> at <host 1> for <email 1>");
    }

    @Test
    void anExpressionThatRunsAwayTakesItsWholeTextInsteadOfLettingItThrough() {
        var rules = RedactionRules.NONE.with(OwnRule.of("bad", "(?:a+)+b"));
        var redaction = new Redaction(rules);
        assertThat(redaction.text("a".repeat(5_000))).isEqualTo("<not checked 1>");
        assertThat(redaction.text("aaab!")).isEqualTo("<bad 1>!");
        assertThat(redaction.report().rules())
                .extracting(RedactionReport.Found::rule)
                .contains("not checked");
    }

    @Test
    void rulesAreChosenByTheirWords() {
        var own = RedactionRules.DEFAULT.with(OwnRule.of("booking", "BX-\\d+"));
        assertThat(new Redaction(own.only("card,booking")).text("BX-1 ana@x.org 4111111111111111"))
                .isEqualTo("<booking 1> ana@x.org <card 1>");
        assertThatThrownBy(() -> own.only("emails"))
                .hasMessage(
                        "There is no redaction rule \"emails\". There are: all, key, iban, card, email, phone, content, booking.");
        assertThatThrownBy(() -> OwnRule.of("x", "a(b"))
                .hasMessageStartingWith("The redaction rule \"x\" is no regular expression: ");
    }

    @Test
    void aLongTextIsReadInProportion() {
        var text =
                "The quick brown fox wrote 12 tokens at 2026-04-12T14:02:11Z to api-key-less services; ".repeat(20_000);
        assertThat(new Redaction(RedactionRules.DEFAULT).text(text + "ana@x.org"))
                .endsWith("; <email 1>");
    }
}
