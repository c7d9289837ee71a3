package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Messages;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.json.MessageReader;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the previews of a reply one by one (docs/poe-protocol.md §6.7). The site does not report how many there
 * are. The list ends at the first index without a preview, or at a URL seen before, in case a site returns one for
 * every index.
 */
final class PreviewPublisher {
    private static final Logger log = LoggerFactory.getLogger(PreviewPublisher.class);
    private static final int MAX = 20;

    private final Site site;

    PreviewPublisher(Site site) {
        this.site = site;
    }

    List<Messages.PreviewApp> publish(long messageId) {
        List<Messages.PreviewApp> apps = new ArrayList<>();
        for (int index = 0; index < MAX; index++) {
            Optional<URI> url = share(messageId, index);
            if (url.isEmpty() || apps.stream().anyMatch(app -> app.url().equals(url.get()))) {
                break;
            }
            apps.add(new Messages.PreviewApp(index, url.get()));
        }
        return apps;
    }

    private Optional<URI> share(long messageId, int index) {
        try {
            Map<String, ?> values = Map.of("messageId", messageId, "index", index);
            Optional<String> shared = site.ask(Operation.SHARE_PREVIEW, values, MessageReader::previewUrl);
            if (index == 0 && shared.isEmpty()) {
                throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.MESSAGE, Long.toString(messageId)));
            }
            String url = shared.orElse("");
            return url.isEmpty() ? Optional.empty() : Optional.of(site.baseUrl().resolve(new URI(url)));
        } catch (PoeException failed) {
            if (index == 0) {
                if (failed.failure() instanceof PoeFailure.QueryOutdated && isMissing(messageId)) {
                    throw new PoeException(
                            new PoeFailure.NotFound(PoeFailure.Subject.MESSAGE, Long.toString(messageId)), failed);
                }
                throw failed;
            }
            log.debug("After the last preview Poe returned: {}", failed.getMessage());
            return Optional.empty();
        } catch (URISyntaxException malformed) {
            log.debug("The URL of a preview is invalid.");
            return Optional.empty();
        }
    }

    /**
     * Whether Poe has no such message. The site's error is the same as for an outdated query (docs/poe-protocol.md
     * §3.5).
     */
    private boolean isMissing(long messageId) {
        try {
            return site.ask(Operation.MESSAGE, Map.of("messageId", messageId), JsonFields.isNull("message"));
        } catch (PoeException unknown) {
            log.debug("Could not check whether the message exists: {}", unknown.getMessage());
            return false;
        }
    }
}
