package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Langfuse, from https://langfuse.com/integrations/native/opentelemetry; self-hosted from 3.22.0 on. */
final class Langfuse implements Vendor {
    @Override
    public String title() {
        return "Langfuse";
    }

    @Override
    public List<Asked> asks() {
        return List.of(
                Asked.choice("region", List.of("eu", "us", "jp", "hipaa"), "where the project is, of Langfuse Cloud"),
                Asked.open("endpoint", null, "in place of a region, the address of your own Langfuse"),
                Asked.required("public-key", "of the project, pk-lf-...; it chooses the project"),
                Asked.key("secret-key", "of the project, sk-lf-..."));
    }

    @Override
    public Profile profile() {
        return Profile.LANGFUSE;
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_PROTOBUF, Protocol.HTTP_JSON);
    }

    @Override
    public Address address(Answers answers, Protocol protocol) {
        var region = answers.required("region");
        var host = region.equals("eu") ? "cloud" : region + ".cloud";
        var pair = answers.header("public", "public-key").value()
                + ":"
                + answers.header("secret", "secret-key").value();
        var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new Address(
                answers.endpointOr("https://" + host + ".langfuse.com"),
                "/api/public/otel/v1/traces",
                List.of(
                        Header.secret("authorization", "Basic " + basic),
                        Header.open("x-langfuse-ingestion-version", "4")));
    }

    /** Its cloud answers 413 to more than about 4.5 MB. */
    @Override
    public Split split() {
        return Split.USUAL.ofAtMost(4_000_000);
    }
}
