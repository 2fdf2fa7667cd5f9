from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from orders.models import Order


def show_order(request: HttpRequest, number: int) -> JsonResponse:
    order = get_object_or_404(Order, number=number)
    return JsonResponse({"number": order.number, "customer": order.customer_email})
