package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/** LangSmith, from https://docs.langchain.com/langsmith/trace-with-opentelemetry. */
final class LangSmith implements Vendor {
    @Override
    public String title() {
        return "LangSmith";
    }

    @Override
    public List<Asked> asks() {
        return List.of(
                Asked.choice("region", List.of("us", "eu", "apac", "aws"), "where the organisation is"),
                Asked.open("endpoint", null, "in place of a region, the address of your own LangSmith, with its path"),
                Asked.key("key", "an API key, lsv2_..."),
                Asked.open("project", "default", "the project that the traces go to"),
                Asked.open("workspace", null, "the workspace's id, for a key that has several"));
    }

    @Override
    public Profile profile() {
        return Profile.LANGSMITH;
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_PROTOBUF, Protocol.HTTP_JSON);
    }

    @Override
    public Address address(Answers answers, Protocol protocol) {
        var region = answers.required("region");
        var host = region.equals("us") ? "api" : region + ".api";
        var headers = new ArrayList<Header>();
        headers.add(answers.header("x-api-key", "key"));
        headers.add(answers.header("langsmith-project", "project"));
        if (answers.has("workspace")) {
            headers.add(answers.header("x-tenant-id", "workspace"));
        }
        return new Address(answers.endpointOr("https://" + host + ".smith.langchain.com"), "/otel/v1/traces", headers);
    }
}
