package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.file.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the site knowledge, {@code {"sites": {<base URL>: {<fact>: {"value", "at", "source"}}}}}. Readable by
 * its owner only, replaced atomically, and ignored if it is broken: its content can be learned again.
 */
public final class KnowledgeFile {
    private static final Logger log = LoggerFactory.getLogger(KnowledgeFile.class);
    private static final int MAX_BYTES = 512 * 1024;
    private static final int MAX_SITES = 8;
    private static final String SITES = "sites";

    private final Path file;
    private final String site;
    private final ObjectMapper json = new ObjectMapper();

    /** @param baseUrl the site whose facts are read and written; those of other sites are kept */
    public KnowledgeFile(Path file, URI baseUrl) {
        this.file = file;
        // Without user and password.
        this.site = baseUrl.getScheme() + "://" + baseUrl.getHost()
                + (baseUrl.getPort() < 0 ? "" : ":" + baseUrl.getPort());
    }

    Map<String, SiteKnowledge.Fact> read() {
        Map<String, SiteKnowledge.Fact> facts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : sites().path(site).properties()) {
            JsonNode fact = entry.getValue();
            try {
                Instant at = Instant.parse(fact.path("at").asText());
                if (fact.has("value")) {
                    facts.put(
                            entry.getKey(),
                            new SiteKnowledge.Fact(
                                    fact.get("value"), at, fact.path("source").asText()));
                }
            } catch (DateTimeParseException broken) {
                log.debug("The fact {} in {} has no time and is ignored.", entry.getKey(), file);
            }
        }
        return facts;
    }

    /** @return whether the facts are in the file */
    boolean write(Map<String, SiteKnowledge.Fact> facts) {
        ObjectNode sites = sites();
        // Moves the site to the end, so that the one not written for longest is evicted first.
        sites.remove(site);
        List<String> others = new ArrayList<>();
        sites.fieldNames().forEachRemaining(others::add);
        others.subList(0, Math.max(0, others.size() - MAX_SITES + 1)).forEach(sites::remove);
        ObjectNode own = sites.putObject(site);
        facts.forEach((name, fact) -> own.putObject(name)
                .put("at", fact.at().toString())
                .put("source", fact.source())
                .set("value", fact.value()));
        try {
            replace(json.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(json.createObjectNode().set(SITES, sites)));
            return true;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A JSON tree cannot be written", impossible);
        } catch (IOException | UnsupportedOperationException unwritable) {
            log.debug("The knowledge of {} cannot be written to {}: {}", site, file, unwritable.toString());
            return false;
        }
    }

    private void replace(byte[] bytes) throws IOException {
        if (bytes.length > MAX_BYTES) {
            throw new IOException("too large");
        }
        PrivateFile.write(file, bytes);
    }

    private ObjectNode sites() {
        if (!Files.isRegularFile(file)) {
            return json.createObjectNode();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES && json.readTree(bytes).path(SITES) instanceof ObjectNode sites) {
                return sites;
            }
            log.debug("{} has an unknown format and is ignored.", file);
        } catch (IOException broken) {
            log.debug("{} cannot be read and is ignored: {}", file, broken.toString());
        }
        return json.createObjectNode();
    }
}
