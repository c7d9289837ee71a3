package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.negotiation.SubscriptionRanking;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import dev.poemcp.poe.site.session.Site;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link ChannelGateway} over the site (docs/poe-protocol.md §5.1, §5.2). */
final class SiteChannelGateway implements ChannelGateway {
    private static final Logger log = LoggerFactory.getLogger(SiteChannelGateway.class);

    private final Site site;

    SiteChannelGateway(Site site) {
        this.site = site;
    }

    @Override
    public ChannelSettings settings(@Nullable String known) {
        return site.channelSettings(known, ChannelSettings::read)
                .orElseThrow(() -> new PoeException(new PoeFailure.UnexpectedResponse(
                        "Poe did not say where its realtime channel is.", Spend.NONE)));
    }

    @Override
    public boolean subscribe(ChannelSettings channel) {
        site.useChannel(channel.channel());
        // One outdated subscription fails the whole request, so smaller sets are tried after the full one.
        // A refusal may lead to new sets, found in the site's scripts.
        SubscriptionRanking subscriptions = site.subscriptions();
        Set<List<SubscriptionQuery>> tried = new HashSet<>();
        for (Optional<List<SubscriptionQuery>> next = next(tried); next.isPresent(); next = next(tried)) {
            List<SubscriptionQuery> set = next.get();
            tried.add(set);
            try {
                site.ask(Operation.SUBSCRIBE, Map.of("subscriptions", SubscriptionQuery.wire(set)));
                subscriptions.accepted(set);
                return true;
            } catch (PoeException refused) {
                if (!outdated(refused.failure())) {
                    throw refused;
                }
                subscriptions.refused(set);
                log.debug("Poe refused {} subscriptions: {}", set.size(), refused.getMessage());
            }
        }
        log.warn("Poe refused every set of subscriptions; replies are read from the chat instead.");
        return false;
    }

    private Optional<List<SubscriptionQuery>> next(Set<List<SubscriptionQuery>> tried) {
        return site.subscriptions().ranked().stream()
                .filter(set -> !tried.contains(set))
                .findFirst();
    }

    private static boolean outdated(PoeFailure failure) {
        return failure instanceof PoeFailure.QueryOutdated || failure instanceof PoeFailure.UnexpectedResponse;
    }

    @Override
    public boolean secure() {
        return "https".equalsIgnoreCase(site.baseUrl().getScheme());
    }

    @Override
    public WebSocket.Factory webSockets() {
        return site.webSockets(RealtimeSocket.MAX_FRAME_BYTES);
    }

    @Override
    public Map<String, String> handshakeHeaders() {
        Map<String, String> headers = new HashMap<>();
        site.browserHeaders().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
        headers.put("Pragma", "no-cache");
        headers.put("Cache-Control", "no-cache");
        return headers;
    }
}
