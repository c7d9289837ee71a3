window.$SECRET_NAME="$SECRET";
(function(){
var root=document.getElementById("__next"),data=document.getElementById("__NEXT_DATA__");
var main=data&&JSON.parse(data.textContent).props.pageProps.data.mainQuery;
if(!main||!main.viewer){if(root)root.textContent="Nobody is signed in.";return}
var queries=$QUERIES,subscriptions=$SUBSCRIPTIONS,channel="";
function md5(text){
  var bytes=new TextEncoder().encode(text),n=bytes.length,size=(((n+8)>>6)+1)*16,words=new Array(size).fill(0),i;
  for(i=0;i<n;i++)words[i>>2]|=bytes[i]<<((i%4)*8);
  words[n>>2]|=128<<((n%4)*8);words[size-2]=n*8;
  var shifts=[7,12,17,22,5,9,14,20,4,11,16,23,6,10,15,21],a=1732584193,b=-271733879,c=-1732584194,d=271733878;
  for(var at=0;at<size;at+=16){
    var w=a,x=b,y=c,z=d;
    for(i=0;i<64;i++){
      var round=i>>4,f,g;
      if(round===0){f=(x&y)|(~x&z);g=i}
      else if(round===1){f=(z&x)|(~z&y);g=(5*i+1)%16}
      else if(round===2){f=x^y^z;g=(3*i+5)%16}
      else{f=y^(x|~z);g=(7*i)%16}
      var sum=(w+f+Math.floor(Math.abs(Math.sin(i+1))*4294967296)+words[at+g])|0,s=shifts[round*4+i%4];
      w=z;z=y;y=x;x=(x+((sum<<s)|(sum>>>(32-s))))|0;
    }
    a=(a+w)|0;b=(b+x)|0;c=(c+y)|0;d=(d+z)|0;
  }
  return [a,b,c,d].map(function(word){
    var hex="";for(var j=0;j<4;j++)hex+=("0"+((word>>>(j*8))&255).toString(16)).slice(-2);return hex}).join("");
}
function ask(operation,variables){
  var query=queries[operation];
  if(!query)return Promise.resolve(null);
  var key=setClientFormkey();
  var body=JSON.stringify({queryName:query.name,variables:variables,extensions:{hash:query.hash}});
  var headers={"content-type":"application/json","poe-formkey":key,"poe-tag-id":getAPISig(md5,key,body),
    "poe-queryname":query.name,"poegraphql":"0","poe-revision":"$REVISION"$MORE_HEADERS};
  if(channel)headers["poe-tchannel"]=channel;
  return fetch("/api/gql_POST",{method:"POST",headers:headers,body:body}).then(function(r){return r.json()});
}
window.poeAsk=ask;
function remembered(){
  var found=document.cookie.match(/poe-tchannel-channel=([^;]+)/);return found?"?channel="+encodeURIComponent(found[1]):"";
}
function listen(){
  return fetch("/api/settings"+remembered()).then(function(r){return r.json()}).then(function(settings){
    var t=settings.tchannelData;channel=t.channel;
    document.cookie="poe-tchannel-channel="+channel+";path=/;max-age=63072000;samesite=lax";
    return ask("subscribe",{subscriptions:subscriptions}).then(function(){
      var scheme=location.protocol==="https:"?"wss":"ws",number=1+Math.floor(Math.random()*1e6);
      window.poeSocket=new WebSocket(scheme+"://tch"+number+".tch."+t.baseHost+"/up/"+t.boxName+"/updates?min_seq="
        +t.minSeq+"&channel="+t.channel+"&hash="+t.channelHash+"&generation=1");
    })});
}
root.textContent="Signed in as "+main.viewer.uid+".";
ask("accountSettings",{});
listen().then(function(){return ask("chatHistory",queries.chatHistory.name==="chatsHistoryPageQuery"?{handle:"",useBot:false}:{count:20,cursor:null})}).then(function(answer){
  var chats=answer&&answer.data&&answer.data.chats?answer.data.chats.edges:[];
  chats.forEach(function(edge){
    var link=document.createElement("a");
    link.href="/chat/"+edge.node.chatCode;link.textContent=edge.node.title||edge.node.chatCode;root.append(" ",link)});
  if(answer&&answer.data)root.append(" "+chats.length+" chats.");
  var code=location.pathname.match(/^\/chat\/([\w-]+)$/);
  return code?ask("chatPage",{chatCode:code[1]}):null;
}).then(function(){document.documentElement.dataset.ready="yes"});
})();
