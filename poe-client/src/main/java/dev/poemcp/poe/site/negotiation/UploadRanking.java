package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.UploadForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How files travel in the site's present build: the form that it took last, else that of the build it is most like. */
public final class UploadRanking {
    private static final String FACT = "upload";

    private final ObjectMapper json = new ObjectMapper();
    private final BuildRanking builds;
    private final SiteKnowledge knowledge;
    private final Set<UploadForm> refused = ConcurrentHashMap.newKeySet();

    public UploadRanking(BuildRanking builds, SiteKnowledge knowledge) {
        this.builds = builds;
        this.knowledge = knowledge;
    }

    public UploadForm present() {
        List<UploadForm> forms = new ArrayList<>(
                builds.ranked().stream().map(SiteBuild::upload).distinct().toList());
        forms.stream()
                .filter(form -> knowledge.get(FACT).filter(asJson(form)::equals).isPresent())
                .findFirst()
                .ifPresent(taken -> {
                    forms.remove(taken);
                    forms.add(0, taken);
                });
        return forms.stream()
                .filter(form -> !refused.contains(form))
                .findFirst()
                .orElse(forms.get(0));
    }

    /** A message with files in this form was taken. */
    public void taken(UploadForm form) {
        refused.remove(form);
        knowledge.learn(FACT, asJson(form));
    }

    /** A message with files in this form was refused although its gate was right; the next one travels in another. */
    public void refused(UploadForm form) {
        refused.add(form);
        if (knowledge.get(FACT).filter(asJson(form)::equals).isPresent()) {
            knowledge.forget(FACT);
        }
    }

    private JsonNode asJson(UploadForm form) {
        return json.valueToTree(form);
    }
}
