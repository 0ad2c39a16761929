package dev.runtree.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets as they come in traces, each made of the form's beginning and enough letters, so that none is one. */
class SecretsTest {
    private static final String MUCH = "a1B2c3D4e5F6g7H8i9J0".repeat(5);
    private static final String HEX = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r8_#",
                "secret_#",
                "ntn_#",
                "figd_#",
                "sntrys_#",
                "phc_#",
                "phx_#",
                "fw_#",
                "glsa_#",
                "jina_#",
                "whsec_#",
                "shpat_#",
                "dckr_pat_#",
                "lin_api_#",
                "tgp_v1_#",
                "nvapi-#",
                "tvly-#",
                "sq0atp-#",
                "NRAK-#",
                "tskey-auth-#",
                "csk-#",
                "pa-#",
                "hvs.#",
                "pypi-AgE#",
                "EAA#",
                "ATATT3#",
                "eyJrIjoi#",
                "key-%",
                "SK%",
                "dapi%",
                "discord.com/api/webhooks/123456789012345678/#"
            })
    void aKeyIsKnownByItsForm(String form) {
        var key = form.replace("#", MUCH).replace("%", HEX);
        assertThat(new Redaction(RedactionRules.DEFAULT).text("Use " + key + " for it"))
                .isEqualTo("Use <key 1> for it");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            authorization: token abcdef123456             | authorization: token <key 1>
            Ocp-Apim-Subscription-Key: abcdef123456       | Ocp-Apim-Subscription-Key: <key 1>
            Endpoint=x;SharedAccessKey=abcdef123456=      | Endpoint=x;SharedAccessKey=<key 1>
            Cookie: a=b1c2d3; session=abcdef              | Cookie: <key 1>
            environ['API_KEY'] = 'abcdef123456'           | environ['API_KEY'] = '<key 1>'
            mysql --password hunter2x -u ana              | mysql --password <key 1> -u ana
            my password is hunter2x                       | my password is <key 1>
            the password is required                      | the password is required
            Passwort: Hunter2!                            | Passwort: <key 1>
            GET /?to=ana%40example.com                    | GET /?to=<email 1>
            """)
    void aSecretIsKnownByWhatStandsBeforeIt(String text, String redacted) {
        assertThat(new Redaction(RedactionRules.DEFAULT).text(text)).isEqualTo(redacted);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"headers":[{"name":"Authorization","value":"abcdef"}]}              | {"headers":[{"name":"Authorization","value":"<key 1>"}]}
            {"attributes":[{"key":"db.password","value":{"stringValue":"abcd"}}]} | {"attributes":[{"key":"db.password","value":{"stringValue":"<key 1>"}}]}
            {"password":{"value":"abcd"}}                                        | {"password":{"value":"<key 1>"}}
            [["authorization","abcdef"],["accept","text/html"]]                  | [["authorization","<key 1>"],["accept","text/html"]]
            {"required":["password","customer","token"]}                         | {"required":["password","customer","token"]}
            {"properties":{"password":{"type":"string","name":"it"}}}            | {"properties":{"password":{"type":"string","name":"it"}}}
            {"smtp":{"user":"x","pass":"abcd"},"tests":{"pass":"true"}}          | {"smtp":{"user":"x","pass":"<key 1>"},"tests":{"pass":"true"}}
            {"by":{"ana@x.org":{"n":1},"B\\"en":2}}                              | {"by":{"<email 1>":{"n":1},"B\\"en":2}}
            """)
    void inJsonANameMayStandBesideItsValue(String json, String redacted) {
        assertThat(new Redaction(RedactionRules.DEFAULT).json(json)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
                "4111\u00a01111\u00a01111\u00a01111",
                "4111.1111.1111.1111"
            })
    void spacesThatDoNotBreakHideNothing(String number) {
        assertThat(new Redaction(RedactionRules.DEFAULT).text("to " + number + ", please"))
                .matches("to <(iban|card) 1>, please");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fw_update_2026_for_all_devices_of_it",
                "co-operation-with-a-very-long-hyphenated-name-2026",
                "secret_sauce_recipe_2026",
                "key-value-store-2",
                "a cookie: sweet",
                "significant=1234567890"
            })
    void wordsAreNoKeys(String text) {
        assertThat(new Redaction(RedactionRules.DEFAULT).text(text)).isEqualTo(text);
    }
}
