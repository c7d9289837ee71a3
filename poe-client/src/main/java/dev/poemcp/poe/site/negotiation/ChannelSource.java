package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

/** Whether the site's pages name the realtime channel, so that it takes no request of its own. */
public final class ChannelSource {
    private static final String FACT = "channelInPage";

    private final SiteKnowledge knowledge;

    ChannelSource(SiteKnowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** False if unknown. */
    public boolean isPage() {
        return knowledge.get(FACT).map(JsonNode::asBoolean).orElse(false);
    }

    /** A page was read. */
    public void seen(boolean inPage) {
        knowledge.learn(FACT, BooleanNode.valueOf(inPage));
    }
}
