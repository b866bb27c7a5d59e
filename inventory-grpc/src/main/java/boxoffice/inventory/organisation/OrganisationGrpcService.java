package boxoffice.inventory.organisation;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Mask;
import boxoffice.inventory.change.Page;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.v1.CreateOrganisationRequest;
import boxoffice.inventory.v1.CreateOrganisationResponse;
import boxoffice.inventory.v1.GetOrganisationRequest;
import boxoffice.inventory.v1.GetOrganisationResponse;
import boxoffice.inventory.v1.LastOwner;
import boxoffice.inventory.v1.ListMembersRequest;
import boxoffice.inventory.v1.ListMembersResponse;
import boxoffice.inventory.v1.ListOrganisationsRequest;
import boxoffice.inventory.v1.ListOrganisationsResponse;
import boxoffice.inventory.v1.MemberRemoved;
import boxoffice.inventory.v1.OrganisationRole;
import boxoffice.inventory.v1.OrganisationServiceGrpc;
import boxoffice.inventory.v1.PutMemberRequest;
import boxoffice.inventory.v1.PutMemberResponse;
import boxoffice.inventory.v1.RemoveMemberRequest;
import boxoffice.inventory.v1.RemoveMemberResponse;
import boxoffice.inventory.v1.UpdateOrganisationRequest;
import boxoffice.inventory.v1.UpdateOrganisationResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The wire face of organisations.
final class OrganisationGrpcService extends OrganisationServiceGrpc.OrganisationServiceImplBase {
  private static final Set<String> CHANGEABLE = Set.of("display_name");
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final DSLContext sql;
  private final Memberships memberships;
  private final OrganisationStore organisations = new OrganisationStore();
  private final MemberStore members = new MemberStore();
  private final ChangeOrganisation changeOrganisation;
  private final ChangeMembers changeMembers;

  OrganisationGrpcService(
      DSLContext sql,
      Memberships memberships,
      ChangeOrganisation changeOrganisation,
      ChangeMembers changeMembers) {
    this.sql = sql;
    this.memberships = memberships;
    this.changeOrganisation = changeOrganisation;
    this.changeMembers = changeMembers;
  }

  @Override
  public void createOrganisation(
      CreateOrganisationRequest request, StreamObserver<CreateOrganisationResponse> reply) {
    var change = Change.of(request.getRequestId(), request);
    var organisation = changeOrganisation.create(change, request.getDisplayName());
    reply.onNext(
        CreateOrganisationResponse.newBuilder().setOrganisation(toProto(organisation)).build());
    reply.onCompleted();
  }

  @Override
  public void getOrganisation(
      GetOrganisationRequest request, StreamObserver<GetOrganisationResponse> reply) {
    var id = WireTypes.uuid(request.getOrganisationId());
    memberships.check(sql, id, "organisation");
    var organisation =
        organisations.find(sql, id).orElseThrow(() -> WireException.notFound("organisation"));
    reply.onNext(
        GetOrganisationResponse.newBuilder().setOrganisation(toProto(organisation)).build());
    reply.onCompleted();
  }

  @Override
  public void listOrganisations(
      ListOrganisationsRequest request, StreamObserver<ListOrganisationsResponse> reply) {
    var caller = Caller.person();
    var page = Page.of(request.getPageSize(), request.getPageToken());
    var found =
        organisations.list(sql, Memberships.isAdmin(caller) ? null : caller.accountId(), page);
    var response = ListOrganisationsResponse.newBuilder();
    var next =
        page.fill(
            found,
            organisation -> response.addOrganisations(toProto(organisation)),
            last -> new Page.After(last.displayName(), last.organisationId()));
    reply.onNext(response.setNextPageToken(next).build());
    reply.onCompleted();
  }

  @Override
  public void updateOrganisation(
      UpdateOrganisationRequest request, StreamObserver<UpdateOrganisationResponse> reply) {
    var name =
        Mask.of(request.getUpdateMask(), CHANGEABLE)
            .pickName("display_name", request.getDisplayName(), "");
    var organisation =
        changeOrganisation.rename(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getOrganisationId()),
            name,
            request.getEtag());
    reply.onNext(
        UpdateOrganisationResponse.newBuilder().setOrganisation(toProto(organisation)).build());
    reply.onCompleted();
  }

  @Override
  public void listMembers(ListMembersRequest request, StreamObserver<ListMembersResponse> reply) {
    var id = WireTypes.uuid(request.getOrganisationId());
    memberships.check(sql, id, "organisation");
    if (organisations.find(sql, id).isEmpty()) {
      throw WireException.notFound("organisation");
    }
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var after = after(PageToken.parse(request.getPageToken(), 1));
    var found = members.list(sql, id, after, size + 1);
    var page = ListMembersResponse.newBuilder();
    found.stream().limit(size).map(OrganisationGrpcService::toProto).forEach(page::addMembers);
    if (found.size() > size) {
      var last = found.get(size - 1).accountId().toString();
      page.setNextPageToken(new PageToken(List.of(last)).encode());
    }
    reply.onNext(page.build());
    reply.onCompleted();
  }

  private static @Nullable UUID after(PageToken token) {
    try {
      return token.isFirstPage() ? null : WireTypes.uuid(token.parts().getFirst());
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }

  @Override
  public void putMember(PutMemberRequest request, StreamObserver<PutMemberResponse> reply) {
    var put =
        changeMembers.put(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getOrganisationId()),
            WireTypes.uuid(request.getAccountId()),
            role(request.getRole()));
    reply.onNext(
        switch (put) {
          case ChangeMembers.Put.Done done ->
              PutMemberResponse.newBuilder().setMember(toProto(done.member())).build();
          case ChangeMembers.Put.LastOwner _ ->
              PutMemberResponse.newBuilder().setLastOwner(LastOwner.getDefaultInstance()).build();
        });
    reply.onCompleted();
  }

  @Override
  public void removeMember(
      RemoveMemberRequest request, StreamObserver<RemoveMemberResponse> reply) {
    var removed =
        changeMembers.remove(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getOrganisationId()),
            WireTypes.uuid(request.getAccountId()));
    var response = RemoveMemberResponse.newBuilder();
    reply.onNext(
        removed
            ? response.setRemoved(MemberRemoved.getDefaultInstance()).build()
            : response.setLastOwner(LastOwner.getDefaultInstance()).build());
    reply.onCompleted();
  }

  private static Member.Role role(OrganisationRole role) {
    return switch (role) {
      case ORGANISATION_ROLE_OWNER -> Member.Role.OWNER;
      case ORGANISATION_ROLE_MEMBER -> Member.Role.MEMBER;
      case ORGANISATION_ROLE_UNSPECIFIED, UNRECOGNIZED ->
          throw WireException.invalidField("role", "is unknown");
    };
  }

  private static boxoffice.inventory.v1.Organisation toProto(Organisation organisation) {
    return boxoffice.inventory.v1.Organisation.newBuilder()
        .setOrganisationId(organisation.organisationId().toString())
        .setDisplayName(organisation.displayName())
        .setCreateTime(WireTypes.timestamp(organisation.createTime()))
        .setUpdateTime(WireTypes.timestamp(organisation.updateTime()))
        .setEtag(Change.etag(organisation.revision()))
        .build();
  }

  private static boxoffice.inventory.v1.Member toProto(Member member) {
    return boxoffice.inventory.v1.Member.newBuilder()
        .setAccountId(member.accountId().toString())
        .setRole(
            switch (member.role()) {
              case OWNER -> OrganisationRole.ORGANISATION_ROLE_OWNER;
              case MEMBER -> OrganisationRole.ORGANISATION_ROLE_MEMBER;
            })
        .setCreateTime(WireTypes.timestamp(member.createTime()))
        .build();
  }
}
