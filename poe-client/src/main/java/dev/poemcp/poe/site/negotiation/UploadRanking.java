package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.UploadForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ranks upload forms: the last accepted one, then that of the likeliest build. */
public final class UploadRanking {
    static final String FACT = "upload";
    private static final Duration ACCEPTANCE_LIFETIME = Duration.ofDays(1);
    private static final Duration REFUSAL_LIFETIME = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();
    private final BuildRanking builds;
    private final SiteKnowledge knowledge;

    public UploadRanking(BuildRanking builds, SiteKnowledge knowledge) {
        this.builds = builds;
        this.knowledge = knowledge;
    }

    public UploadForm preferred() {
        List<UploadForm> forms = new ArrayList<>(
                builds.ranked().stream().map(SiteBuild::upload).distinct().toList());
        forms.stream().filter(this::isAccepted).findFirst().ifPresent(accepted -> {
            forms.remove(accepted);
            forms.add(0, accepted);
        });
        return forms.stream()
                .filter(form -> knowledge.get(refusal(form), REFUSAL_LIFETIME).isEmpty())
                .findFirst()
                .orElse(forms.get(0));
    }

    /** A message with files in this form was accepted. */
    public void accepted(UploadForm form) {
        knowledge.forget(refusal(form));
        if (!isAccepted(form)) {
            knowledge.renew(FACT, json(form));
        }
    }

    /**
     * A message with files in this form was refused although its gate is valid; others are tried first for a limited
     * time.
     */
    public void refused(UploadForm form) {
        if (isAccepted(form)) {
            knowledge.forget(FACT);
        }
        knowledge.renew(refusal(form), BooleanNode.TRUE);
    }

    private boolean isAccepted(UploadForm form) {
        return knowledge
                .get(FACT, ACCEPTANCE_LIFETIME)
                .filter(json(form)::equals)
                .isPresent();
    }

    private static String refusal(UploadForm form) {
        return "refusedUpload." + form.style() + form.firstIndex();
    }

    static JsonNode json(UploadForm form) {
        return JSON.valueToTree(form);
    }
}
